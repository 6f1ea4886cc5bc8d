/** What charts of panels share: a scale for all of them, and the rows that they stand in. */
import { logDomain } from './log-axis.js'
import { type LogScale, logScale } from './log-scale.js'
import { type Mark, ratiosOf } from './mark.js'
import type { Picture } from './picture.js'
import { ratioDomain } from './ratio-axis.js'
import { MARGIN } from './sheet.js'
import type { Theme } from './theme.js'

/** Ratios stand around 1; nanoseconds where they are. */
export type Kind = 'ratio' | 'ns'

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
  const known = ratiosOf(marks)
  const estimates = known.map(({ estimate }) => estimate)
  return logScale(
    kind === 'ratio' ? ratioDomain(known) : logDomain(estimates, beyond),
    length,
    margin,
  )
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
