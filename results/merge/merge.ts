/** Merges shards of one run into one result: a shard in memory at a time, however many there are. */
import { join } from 'node:path'
import {
  describeProblem,
  loadResult,
  type Merged,
  RESULT_FILE,
  type Result,
  ResultError,
  resultSchema,
  writePartsAtomically,
} from '../record/index.js'
import { headOf } from './head.js'
import { type Kept, problemOf, shardOf } from './shards.js'
import { Spool } from './spool.js'

export interface MergeOptions {
  /** Whether shards of machines or builds that are not alike are merged. */
  mixed: boolean
  /** Called with a shard that cannot be read, and is left out. */
  leftOut(message: string): void
  /** Called with each shard that is merged, which is not held. */
  taken?(shard: Result): void
}

/** The head of a merged result: all but its cells. */
export type MergedHead = Omit<Result, 'cells' | 'merged'> & { merged: Merged }

/**
 * Merges shards into `result.json` of a folder. Shards that are missing are listed in it.
 *
 * @param paths as `loadResult` takes them.
 * @returns what the result says beside its cells.
 * @throws ResultError where a shard is foreign, is there twice, or was not made like the others, with
 *   all of these; nothing is written then.
 */
export function mergeShards(
  paths: readonly string[],
  folder: string,
  { leftOut, mixed, taken = () => {} }: MergeOptions,
): MergedHead {
  const spool = new Spool(join(folder, `cells.${process.pid}.tmp`))
  try {
    const shards: Kept[] = []
    const problems: string[] = []
    const ids = new Map<number, string>()
    for (const path of paths) {
      const result = readOr(path, leftOut)
      if (result === undefined) continue
      const kept = shardOf(path, result)
      const problem = problemOf(kept, shards, mixed)
      if (problem !== undefined) {
        problems.push(problem)
        continue
      }
      shards.push(kept)
      taken(result)
      for (const [at, cell] of result.cells.entries()) {
        const place = kept.result.shard.places[at]
        if (place === undefined || spool.has(place)) {
          throw new ResultError(`${path}: cell ${cell.id} has a place that is no other's to give`)
        }
        spool.put(place, JSON.stringify(cell))
        ids.set(place, cell.id)
      }
    }
    if (problems.length > 0) throw new ResultError(problems.join('\n'))
    if (shards.length === 0) throw new ResultError('there is no shard that can be merged')
    shards.sort((a, b) => a.result.shard.index - b.result.shard.index)
    const inOrder = [...ids].sort(([a], [b]) => a - b).map(([, id]) => id)
    return write(join(folder, RESULT_FILE), headOf(shards, inOrder), spool)
  } finally {
    spool.remove()
  }
}

function readOr(path: string, leftOut: (message: string) => void) {
  try {
    return loadResult(path)
  } catch (error) {
    if (!(error instanceof ResultError)) throw error
    leftOut(error.message)
    return undefined
  }
}

/** Cells were checked as they were read; what is said of them all is checked here. */
function write(path: string, head: ReturnType<typeof headOf>, spool: Spool): MergedHead {
  const checked = resultSchema.safeParse({ ...head, cells: [] })
  if (!checked.success) throw new ResultError(`${path}: ${describeProblem(checked.error)}`)
  const { cells: _, merged, ...rest } = checked.data
  if (merged === undefined) throw new ResultError(`${path}: it does not say what it is merged of`)
  const text = JSON.stringify({ ...rest, merged })
  writePartsAtomically(path, [`${text.slice(0, -1)},"cells":[`, spool.joined(), ']}\n'])
  return { ...rest, merged }
}
