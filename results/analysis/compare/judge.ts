/** Second pass: ratios and verdicts, now that all comparisons are known. */
import { type How, judgeRatio, type Ratio } from '../ratios/judge.js'
import type { Sample } from '../stats/index.js'
import { changeOf, type Sides } from './interval.js'
import { BASES, type Basis, type Judgement, type Verdict } from './types.js'

/** The comparisons that these sides come to: one a basis, where it allows an interval. */
export function samplesOf(sides: Record<Basis, Sides>): Sample[] {
  return BASES.flatMap((basis) => sides[basis].sample ?? [])
}

/**
 * Changes on both bases and the verdict on one.
 *
 * @param noiseFloor what null rows differed from their twins by, as a ratio's distance from 1.
 */
export function judge(
  sides: Record<Basis, Sides>,
  basis: Basis,
  how: How,
  noiseFloor: number | undefined,
): Judgement {
  const changes: Judgement['changes'] = {}
  for (const each of BASES) {
    const change = changeOf(sides[each], how.level)
    if (change) changes[each] = change
  }
  if (changes[basis] === undefined) return { changes, verdict: 'not-judged' }
  const { sample } = sides[basis]
  const ratio = judgeRatio(sample ? { sample } : {}, how, noiseFloor)
  if (ratio === undefined) return { changes, verdict: 'no-interval' }
  return { changes, verdict: verdictOf(ratio), smallestResolvable: ratio.smallestResolvable }
}

function verdictOf({ side, verdict }: Ratio): Verdict {
  if (verdict !== 'resolved') return verdict
  return side === 'above' ? 'slower' : 'faster'
}
