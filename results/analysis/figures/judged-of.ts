/** A figure's own speed-up as a judged ratio. */
import type { Judged } from '../ratios/judge.js'
import type { Figure } from './types.js'

/** Nothing where there is no interval, and for rows that are their own reference. */
export function judgedOf({
  layouts,
  modes,
  moreInstructions,
  side,
  smallestResolvable,
  speedup,
  verdict,
  work,
}: Figure): Judged | undefined {
  if (speedup === undefined || smallestResolvable === undefined) return undefined
  return {
    interval: speedup,
    verdict: verdict === 'untimed' || verdict === 'missing' ? 'not-resolved' : verdict,
    ...(side && { side }),
    smallestResolvable,
    ...(modes && { modes }),
    work,
    ...(layouts && { layouts }),
    ...(moreInstructions !== undefined && { moreInstructions }),
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
