/** Which versions of a history are counted here, where several machines share them. */
import { createHash } from 'node:crypto'
import type { ShardOfHistory } from '../../results/history/index.js'
import { deal, type Shard } from '../bench/shard/index.js'

/** The part of one shard. */
export interface HistoryPart {
  shard: ShardOfHistory
  /** The shard of each content, from 1 on. */
  dealt: ReadonlyMap<string, number>
}

/**
 * Versions are dealt as cells of a run are, each as heavy as any other; those with the same files go
 * together.
 *
 * @param contents of all versions, in their order.
 * @param asked what else figures depend on: rows, configuration.
 */
export function partOfHistory(
  contents: readonly string[],
  asked: unknown,
  { count, index }: Shard,
): HistoryPart {
  const distinct = [...new Set(contents)]
  const dealt = deal(
    distinct.map((id) => ({ id, weight: 1 })),
    count,
  )
  const run = createHash('sha256')
    .update(JSON.stringify([contents, asked]))
    .digest('hex')
  return {
    shard: { index, count, run: run.slice(0, RUN_DIGITS) },
    dealt: new Map(distinct.map((content, at) => [content, dealt[at]])),
  }
}

const RUN_DIGITS = 16
