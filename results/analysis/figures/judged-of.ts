/** A figure's own speed-up as a judged ratio. */
import type { Judged } from '../ratios/judge.js'
import type { Figure } from './types.js'

/** Nothing where there is no interval, and for rows that are their own reference. */
export function judgedOf(figure: Figure): Judged | undefined {
  const { smallestResolvable, speedup, verdict } = figure
  if (speedup === undefined || smallestResolvable === undefined) return undefined
  const untimed = verdict === 'untimed' || verdict === 'missing'
  return {
    ...figure,
    interval: speedup,
    verdict: untimed ? 'not-resolved' : verdict,
    smallestResolvable,
  }
}

/**
 * Whether something that was counted explains the ratio, so that it may be claimed where it is
 * resolved: other calls, or of the same calls more instructions for the slower row.
 */
export function isExplained({
  moreInstructions,
  side,
  work,
}: Pick<Judged, 'moreInstructions' | 'side' | 'work'>): boolean {
  if (work === 'differs') return true
  if (work !== 'same-calls' || moreInstructions === undefined) return false
  // The row below the line is the slower one where the ratio lies below 1, and so above.
  return side === undefined || moreInstructions > 0 === (side === 'below')
}
