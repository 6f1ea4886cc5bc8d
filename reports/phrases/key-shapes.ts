/** The shapes that the questions are about, and the direction that they are judged on. */
import {
  type Analysis,
  type CellAnalysis,
  type FigureOp,
  isUnequal,
  PUNT_SHAPES,
  type RowAnalysis,
} from '../../results/analysis/index.js'
import { type CellGroup, timedShapes } from './groups.js'

/** By name: what the series does, and what was merged. */
export const HALF = 'unmap-pages'
export const WHOLE = 'map-unmap-pages'

/**
 * The shapes that a short table has: those that the questions are about, or all where none ran; none
 * whose times say nothing.
 */
export function keyShapes(made: Pick<Analysis, 'tool'>, group: CellGroup): RowAnalysis[] {
  const timed = timedShapes(group).filter((row) => !isUnequal(made, row))
  const key = timed.filter((row) => [HALF, WHOLE, ...PUNT_SHAPES].includes(row.shape))
  return key.length > 0 ? key : timed
}

/**
 * "Half the job" is judged on map + unmap; a cell of mixed operations on their total, and where all
 * map alike on unmap. The same of a group, whose cells are of one kind.
 */
export function judgedIn({
  ops,
  workload,
}: Pick<CellAnalysis | CellGroup, 'ops' | 'workload'>): FigureOp {
  if (workload === 'common-map') return 'unmap'
  return ops.includes('sum') ? 'sum' : (ops[0] ?? 'sum')
}
