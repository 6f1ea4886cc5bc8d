/** How figures are written: one place each, so that a figure reads the same in every report. */

import { type Interval, isMeasurable, type RatioMode } from '../../results/analysis/index.js'
import { listWords } from '../text/index.js'

/**
 * Digits after the point that a ratio is written with: three significant ones from 0.1 on, never
 * more than three after the point.
 */
function ratioDigits(ratio: number): number {
  // 9.999 would print as 10.00: the digits are those of the rounded figure.
  const rounded = Number(ratio.toPrecision(3))
  if (rounded >= 100) return 0
  if (rounded >= 10) return 1
  return rounded >= 0.1 ? 2 : 3
}

/** Writes a ratio: `4.52 x`. */
export function formatRatio(ratio: number): string {
  return `${ratio.toFixed(ratioDigits(ratio))} x`
}

/** Stands for a ratio whose interval says nothing of a size. */
export const NOT_MEASURABLE = 'not measurable here'

/** Writes an interval with its estimate, `4.52 x [4.41, 4.63]`; words where it says nothing of a size. */
export function formatInterval(interval: Interval): string {
  if (!isMeasurable(interval)) return NOT_MEASURABLE
  return `${formatRatio(interval.estimate)} ${formatBounds(interval)}`
}

/** The same for narrow tables: `4.52 [4.41, 4.63]`. */
export function formatBareInterval(interval: Interval): string {
  return formatInterval(interval).replace(' x', '')
}

/** Writes both values of a ratio: `3.90 x (40 %) and 4.15 x (60 %)`, with a digit more where they would print alike. */
export function formatModes(modes: readonly RatioMode[]): string {
  const more = printAlike(modes) ? 1 : 0
  return listWords(
    modes.map(
      ({ ratio, share }) =>
        `${ratio.toFixed(ratioDigits(ratio) + more)} x (${formatPercent(share)})`,
    ),
  )
}

/** Whether the values of a ratio are the same in print. */
export function printAlike(modes: readonly RatioMode[]): boolean {
  return new Set(modes.map(({ ratio }) => formatRatio(ratio))).size < modes.length
}

/** Bounds take the digits of their estimate; a bound far above it, no more than its own. */
function formatBounds({ estimate, low, high }: Interval): string {
  const bounds = [low, high].map((bound) =>
    bound.toFixed(Math.min(ratioDigits(estimate), ratioDigits(bound))),
  )
  return `[${bounds.join(', ')}]`
}

const UNITS: ReadonlyArray<readonly [number, string]> = [
  [1e9, 's'],
  [1e6, 'ms'],
  [1e3, 'us'],
]

/** Writes nanoseconds with three significant digits: `8.42 ns`, `1.24 us`, `35.0 ms`. */
export function formatNs(ns: number): string {
  // 999.5 ns would print as 1000 ns: the unit is chosen for the rounded figure.
  const rounded = Number(ns.toPrecision(3))
  const [scale, unit] = UNITS.find(([from]) => rounded >= from) ?? [1, 'ns']
  return `${threeDigits(rounded / scale)} ${unit}`
}

/** Three significant digits without an exponent; nothing finer than a thousandth. */
function threeDigits(value: number): string {
  if (value >= 100) return value.toFixed(0)
  if (value >= 10) return value.toFixed(1)
  return value.toFixed(value >= 1 ? 2 : 3)
}

/** Writes a share as a percentage: `12 %`, `3.4 %`, and below a tenth of a percent `0.04 %`. */
export function formatPercent(share: number): string {
  const percent = share * 100
  if (percent >= 10) return `${percent.toFixed(0)} %`
  return `${percent.toFixed(percent >= 0.095 || percent === 0 ? 1 : 2)} %`
}

/** Writes an effect, a ratio's distance from 1: `3.4 %`, and from double on the ratio: `2.50 x`. */
export function formatEffect(effect: number): string {
  return effect < 1 ? formatPercent(effect) : formatRatio(1 + effect)
}

/** Writes a count in groups of three digits: `1 048 576`; two decimals where it is no integer. */
export function formatCount(count: number): string {
  const [whole = '', fraction] = (Number.isInteger(count) ? `${count}` : count.toFixed(2)).split(
    '.',
  )
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ' ')
  return fraction === undefined ? grouped : `${grouped}.${fraction}`
}

/** Writes seconds for people: `8.4 s`, `75 s`, `12 min`. */
export function formatSeconds(seconds: number): string {
  if (seconds >= 120) return `${(seconds / 60).toFixed(0)} min`
  return `${seconds.toFixed(seconds >= 10 ? 0 : 1)} s`
}
