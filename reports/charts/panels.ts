/** What charts of panels share: a scale for all of them, and the rows that they stand in. */
import { logDomain } from './log-axis.js'
import type { Mark } from './mark.js'
import type { Picture } from './picture.js'
import { ratioDomain } from './ratio-axis.js'
import { MARGIN } from './sheet.js'
import type { Theme } from './theme.js'

/** Ratios stand around 1; nanoseconds where they are. */
export type Kind = 'ratio' | 'ns'

/** Places on a logarithmic scale, in pixels. */
interface LogScale {
  domain: readonly [number, number]
  length: number
  /** What lies outside stands at the end. */
  at(value: number): number
}

/**
 * One scale for all panels, so that they can be compared.
 *
 * @param beyond The share of the domain that stays free beyond nanoseconds at either end.
 * @param margin Pixels that stay free at either end.
 */
export function scaleOf(
  kind: Kind,
  marks: readonly Mark[],
  { beyond, length, margin = 0 }: { length: number; beyond: number; margin?: number },
): LogScale {
  const values = marks.flatMap(({ value }) => value ?? [])
  const [low, high] = kind === 'ratio' ? ratioDomain(marks) : logDomain(values, beyond)
  const perPixel = Math.log(high / low) / (length - 2 * margin)
  const [from, to] = [low * Math.exp(-margin * perPixel), high * Math.exp(margin * perPixel)]
  return {
    domain: [from, to],
    length,
    at: (value) => Math.log(Math.min(to, Math.max(from, value)) / from) / perPixel,
  }
}

/** Writes what tells a row from the others, where there are several; returns where its panels begin. */
export function rowFrom(
  { texts }: Picture,
  title: string | undefined,
  y: number,
  { ink }: Theme,
): number {
  if (title === undefined) return y
  texts.push({ x: MARGIN, y, text: title, size: 12, colour: ink, bold: true })
  return y + 18
}
