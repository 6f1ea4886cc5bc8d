/** Where in its buffer a map fails, found among the runs that it is cut into. */
import type { FailingAt } from '../../engines/contract/index.js'
import type { Cut } from '../cell/cuts.js'

/** A run of equal pages in one table. */
export interface Run {
  /** Bytes from the start of the buffer. */
  offset: number
  pgsize: number
  count: number
}

/** The page that a map fails at. */
export interface FailingPlace {
  /** Bytes from the start of the buffer. */
  offset: number
  pgsize: number
  /** What the buffer has before it. */
  before: Run[]
}

/** The place that `at` names in a buffer that is cut so, or why there is none. */
export function failingPlace(
  at: FailingAt,
  cuts: readonly Cut[],
): FailingPlace | { nowhere: string } {
  const runs = runsOf(cuts)
  const [first, second] = runs
  switch (at) {
    case 'first-page':
      return startOf(runs, 0)
    case 'mid-run': {
      const { pgsize, count } = first
      const middle = Math.floor(count / 2)
      if (middle === 0) return { nowhere: 'its first run is one page; take a larger buffer' }
      return { offset: middle * pgsize, pgsize, before: [{ offset: 0, pgsize, count: middle }] }
    }
    case 'table-end':
      return second?.pgsize === first.pgsize
        ? startOf(runs, 1)
        : {
            nowhere: 'its first run ends with it, or at another page size; take more than 2M at 4K',
          }
    case 'second-size': {
      const which = runs.findIndex(({ pgsize }) => pgsize !== first.pgsize)
      return which > 0
        ? startOf(runs, which)
        : { nowhere: 'it has pages of one size; take page sizes 4K+2M, and 4M or 5M' }
    }
  }
}

/** The start of a run. */
function startOf(runs: readonly Run[], which: number): FailingPlace {
  const { offset, pgsize } = runs[which]
  return { offset, pgsize, before: runs.slice(0, which) }
}

/** Leaves before the failing page. */
export function leavesBefore({ before }: FailingPlace): number {
  return before.reduce((sum, { count }) => sum + count, 0)
}

function runsOf(cuts: readonly Cut[]): Run[] {
  const runs: Run[] = []
  let offset = 0
  for (const { pgsize, tables } of cuts) {
    for (const { count } of tables) {
      runs.push({ offset, pgsize, count })
      offset += count * pgsize
    }
  }
  return runs
}
