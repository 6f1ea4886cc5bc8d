/** Second pass: ratios and verdicts, at the level that the family of comparisons leaves each. */
import {
  changeOf,
  effectOf,
  halfWidth,
  isClaim,
  type Priors,
  priorsOfCells,
  priorsOfMeans,
  type Sides,
} from './interval.js'
import { BASES, type Basis, type Judgement, type Verdict } from './types.js'

/** How intervals are made: the level of each, and what the figures of each run have in common. */
export interface How {
  level: number
  priors: Record<Basis, Priors>
}

/** How many intervals these samples give: each is a comparison of the family. */
export function claimsOf(sides: Record<Basis, Sides>): number {
  return BASES.filter((basis) => isClaim(sides[basis])).length
}

/** What means on both bases have in common with each other. */
export function meansPriors(all: ReadonlyArray<Record<Basis, Sides>>): How['priors'] {
  return {
    time: priorsOfMeans(all.map(({ time }) => time)),
    'speed-up': priorsOfMeans(all.map((sides) => sides['speed-up'])),
  }
}

/** What figures on both bases have in common with each other, by cell. */
export function figurePriors(
  all: ReadonlyMap<string, ReadonlyArray<Record<Basis, Sides>>>,
): (cell: string) => How['priors'] {
  const [time, speedup] = (['time', 'speed-up'] as const).map((basis) =>
    priorsOfCells(new Map([...all].map(([cell, both]) => [cell, both.map((one) => one[basis])]))),
  )
  return (cell) => ({ time: time(cell), 'speed-up': speedup(cell) })
}

/**
 * Changes on both bases and the verdict on one.
 *
 * @param noiseFloor what null rows differed from their twins by, as a ratio's distance from 1.
 */
export function judge(
  sides: Record<Basis, Sides>,
  basis: Basis,
  { level, priors }: How,
  noiseFloor: number | undefined,
): Judgement {
  const changes: Judgement['changes'] = {}
  for (const each of BASES) {
    const change = changeOf(sides[each], priors[each], level)
    if (change) changes[each] = change
  }
  const { interval, estimate } = changes[basis] ?? {}
  if (estimate === undefined) return { changes, verdict: 'not-judged' }
  if (interval === undefined) return { changes, verdict: 'no-interval' }
  const floor = noiseFloor ?? 0
  return {
    changes,
    verdict: verdictOf(interval.low, interval.high, effectOf(estimate) > floor),
    smallestResolvable: Math.max(halfWidth(interval), floor),
  }
}

function verdictOf(low: number, high: number, clearsFloor: boolean): Verdict {
  if (clearsFloor && low > 1) return 'slower'
  if (clearsFloor && high < 1) return 'faster'
  return 'not-resolved'
}
