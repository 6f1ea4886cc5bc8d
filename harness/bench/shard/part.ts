/** The part of a run that one shard measures. */
import { sumOf } from '../../../engines/cache/index.js'
import type { ShardOfRun } from '../../../results/record/index.js'
import type { Cell } from '../../../workloads/index.js'
import { cycleNs, slotsFor } from '../plan/slots.js'
import { deal } from './deal.js'
import type { Shard } from './shard.js'

/** The least that a row takes of a cell: its session is opened, warmed up and timed, however short the tape. */
const TURN_NS = 1_000_000

/** A whole run, as it was asked for: the same in all of its shards. */
interface WholeRun {
  suite: string
  cells: readonly Cell[]
  /** As the suite or the user named them. */
  engines: readonly string[]
  seed: number
}

export interface Part {
  cells: Cell[]
  /** Of the time that the whole is expected to take. */
  share: number
  shard: ShardOfRun
}

export function partOf({ cells, engines, seed, suite }: WholeRun, { count, index }: Shard): Part {
  const weights = cells.map((cell) => weightOf(cell, (cell.timedEngines ?? engines).length))
  const dealt = deal(
    cells.map(({ id }, place) => ({ id, weight: weights[place] })),
    count,
  )
  const places = [...cells.keys()].filter((place) => dealt[place] === index)
  const sum = (of: readonly number[]) => of.reduce((all, one) => all + one, 0)
  return {
    cells: places.map((place) => cells[place]),
    share: sum(places.map((place) => weights[place])) / sum(weights),
    shard: {
      index,
      run: sumOf([suite, engines, seed, cells.map(({ id }) => id)]).slice(0, 16),
      places,
      cells: Array.from({ length: count }, (_, at) => dealt.filter((one) => one === at + 1).length),
    },
  }
}

/**
 * @param rows that the suite times in a cell; which of them a machine has does not matter.
 * @returns roughly nanoseconds of a round of all rows, whatever the machine.
 */
function weightOf(cell: Cell, rows: number): number {
  return Math.round(rows * Math.max(TURN_NS, slotsFor(cell) * cycleNs(cell, cell.compile(1))))
}
