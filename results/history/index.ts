/** The same buffers over versions of a kernel: what was found, what changed, and what is bad. */
export { type Bad, judge, parseBad, type Verdict } from './bad.js'
export { type Change, changesOf, HISTORY_OPS, type HistoryOp } from './changes.js'
export { mergeHistories, type NamedHistory } from './merge.js'
export {
  type Figures,
  type History,
  type HistoryFailure,
  type HistoryRow,
  type HistoryVersion,
  historySchema,
  OTHER_SHARD,
  type ShardOfHistory,
} from './schema.js'
