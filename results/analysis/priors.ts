/** What the comparisons of one run tell of each other's variance. */
import { type PriorOf, priorsOf, type Sample } from '../stats/index.js'
import type { AcrossPair } from './across.js'
import { claimsOf, type Pairs } from './pairs.js'

/** Cells are disturbed more or less than others, each as a whole: what is learnt is learnt by cell. */
export function priorsOfRun(pairs: readonly Pairs[], across: readonly AcrossPair[]): PriorOf {
  const cells = new Map<string, Sample[]>()
  const add = (cell: string, sample: Sample | undefined) => {
    if (sample === undefined) return
    const known = cells.get(cell)
    if (known === undefined) cells.set(cell, [sample])
    else known.push(sample)
  }
  for (const pair of pairs) {
    for (const { sample } of claimsOf(pair)) add(pair.cell.id, sample)
  }
  for (const { cell, contrast } of across) add(cell.id, contrast.sample)
  return priorsOf(cells)
}
