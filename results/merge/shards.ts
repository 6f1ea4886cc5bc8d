/** Whether results are shards of one run, and which are not. */
import { differencesOf } from '../analysis/compare/index.js'
import { type Result, ResultError, type ShardOfRun } from '../record/index.js'

/**
 * In what all shards of a run must agree: another of these is another measurement. Cells are
 * compared within a machine, so that the rest may differ.
 */
const AGREE: readonly string[] = [
  'CPU',
  'architecture',
  'kernel tree',
  'kernel source',
  'compiler',
  'compiler flags',
  'Node',
  'tool',
]

/** What is kept of a result that is a shard, and stands beside others, with what to call it. */
export interface Kept {
  name: string
  result: Omit<Result, 'cells'> & { shard: ShardOfRun }
}

/**
 * @throws ResultError where a result is not the shard of any run.
 */
export function shardOf(name: string, { cells: _, shard, ...rest }: Result): Kept {
  if (shard !== undefined) return { name, result: { ...rest, shard } }
  throw new ResultError(`${name} is a whole run, and no shard of one`)
}

/**
 * Why a shard cannot stand beside those before it; nothing where it can.
 *
 * @param mixed whether machines and builds may differ.
 */
export function problemOf(
  { name, result }: Kept,
  [first, ...others]: readonly Kept[],
  mixed: boolean,
): string | undefined {
  if (first === undefined) return undefined
  const { shard } = result
  if (shard.run !== first.result.shard.run || shard.cells.length !== countOf(first)) {
    return `${name} is foreign: it is a shard of another run than ${first.name} (its suite, cells, engines, seed or number of shards are others)`
  }
  const twin = [first, ...others].find((one) => one.result.shard.index === shard.index)
  if (twin !== undefined) {
    return `shard ${shard.index} of ${countOf(first)} is there twice: ${twin.name} and ${name}`
  }
  const [difference] = mixed ? [] : unlike(first, result)
  return difference === undefined
    ? undefined
    : `${name} and ${first.name} were not made alike: ${difference}; --mixed merges them all the same`
}

/** In what a result differs from the first that figures depend on. */
export function unlike(first: Kept, result: Kept['result']): string[] {
  return differencesOf(first.result, result)
    .filter(({ what }) => AGREE.includes(what))
    .map(({ new: now, old, what }) => `${what} ${old} and ${now}`)
}

/** Shards of the run that one is of. */
export function countOf({ result }: Kept): number {
  return result.shard.cells.length
}
