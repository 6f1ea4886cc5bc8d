/**
 * Whether what a map leaves in the caches decides what unmap gains: the same buffer, unmapped after
 * each call shape's own map, and after one that is the same for all of them.
 */
import type { Analysis, CellAnalysis, Interval, RowAnalysis } from '../../results/analysis/types.js'
import { keyShapes } from './claims.js'
import { type CellGroup, figureOf } from './groups.js'

/** The speed-up of a call shape's unmap after both maps. */
export interface CommonMap {
  /** The cell whose buffers all call shapes map alike. */
  cell: CellAnalysis
  row: RowAnalysis
  /** After the call shape's own map, and after the common one. */
  own: Interval
  common: Interval
  /** Own over common. */
  ratio: number
  overlap: boolean
}

/** Every call shape that the questions are about, in every cell of a group that has its like. */
export function commonMaps(analysis: Pick<Analysis, 'cells'>, group: CellGroup): CommonMap[] {
  return group.cells.flatMap((cell) => {
    const like = analysis.cells.find((other) => isLike(cell, other))
    if (like === undefined) return []
    return keyShapes(group).flatMap((row): CommonMap[] => {
      const own = claimed(like, row)
      const common = claimed(cell, row)
      if (own === undefined || common === undefined) return []
      const overlap = own.low <= common.high && common.low <= own.high
      return [{ cell, row, own, common, ratio: own.estimate / common.estimate, overlap }]
    })
  })
}

/** The same buffer in the same mode, mapped as each call shape does. */
function isLike(cell: CellAnalysis, other: CellAnalysis): boolean {
  return (
    other.workload === 'sweep' &&
    other.mode === cell.mode &&
    other.bufferBytes === cell.bufferBytes &&
    other.alignment === cell.alignment &&
    other.pgsizeBitmap === cell.pgsizeBitmap &&
    other.segmentBytes === undefined
  )
}

function claimed(cell: CellAnalysis, { id }: RowAnalysis): Interval | undefined {
  const figure = figureOf(cell, id, 'unmap')
  return figure?.verdict === 'same-work' ? undefined : figure?.speedup
}
