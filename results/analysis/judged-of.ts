/** A figure's own speed-up as a judged ratio. */
import type { Figure, Judged } from './types.js'

/** Nothing where there is no interval, and for rows that are held against themselves. */
export function judgedOf({
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
    verdict: verdict === 'resolved' ? verdict : 'not-resolved',
    ...(side && { side }),
    smallestResolvable,
    work,
    ...(moreInstructions !== undefined && { moreInstructions }),
  }
}

/** Whether something that was counted explains the ratio, so that it may be claimed where it is resolved. */
export function isExplained({
  moreInstructions,
  work,
}: Pick<Judged, 'moreInstructions' | 'work'>): boolean {
  return work === 'differs' || (work === 'same-calls' && moreInstructions !== undefined)
}
