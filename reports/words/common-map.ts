/** Comparisons of unmap after two maps, with the rows and cells that they are of. */
import type {
  Analysis,
  CellAnalysis,
  CommonMap,
  RowAnalysis,
} from '../../results/analysis/types.js'
import { keyShapes } from './claims.js'
import type { CellGroup } from './groups.js'

/** A comparison in its place. */
export type Placed = Omit<CommonMap, 'cell' | 'row'> & { cell: CellAnalysis; row: RowAnalysis }

/** Of every call shape that the questions are about, in every cell of a group that has its like. */
export function commonMaps(
  analysis: Pick<Analysis, 'commonMaps' | 'tool'>,
  group: CellGroup,
): Placed[] {
  return group.cells.flatMap((cell) =>
    keyShapes(analysis, group).flatMap((row): Placed[] => {
      const found = analysis.commonMaps.find((one) => one.cell === cell.id && one.row === row.id)
      return found === undefined ? [] : [{ ...found, cell, row }]
    }),
  )
}
