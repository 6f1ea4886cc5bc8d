/** The part of a run that one shard measures. */
import { createHash } from 'node:crypto'
import type { ShardOfRun } from '../../../results/record/index.js'
import type { Cell } from '../../../workloads/index.js'
import { deal } from './deal.js'
import type { Shard } from './shard.js'
import { weightOf } from './weight.js'

/** A whole run, as it was asked for: the same in all of its shards. */
export interface WholeRun {
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
  const weights = cells.map((cell) =>
    weightOf(cell, cell.compile(1), (cell.timedEngines ?? engines).length),
  )
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
      run: hash([suite, engines, seed, cells.map(({ id }) => id)]),
      places,
      cells: Array.from({ length: count }, (_, at) => dealt.filter((one) => one === at + 1).length),
    },
  }
}

function hash(what: unknown): string {
  return createHash('sha256').update(JSON.stringify(what)).digest('hex').slice(0, 16)
}
