/** Whether what a map leaves in the caches has a part in what unmap gains, as a table. */
import type { Analysis } from '../../results/analysis/types.js'
import { marked } from './figures.js'
import { formatBareInterval, formatInterval } from './format.js'
import type { TextGrid } from './group-table.js'

export const COMMON_MAP_TITLE =
  "Unmap's speed-up after each call shape's own map, and after one map that is common to all"

/** Every row and cell that has both; `undefined` where none has. */
export function commonMapTable({
  cells,
  commonMaps,
}: Pick<Analysis, 'cells' | 'commonMaps'>): TextGrid | undefined {
  if (commonMaps.length === 0) return undefined
  return {
    columns: ['cell', 'row', 'own map', 'common map', 'own over common'],
    rows: commonMaps.map(({ cell, common, judged, own, row }) => [
      cells.find(({ id }) => id === cell)?.title ?? cell,
      row,
      formatBareInterval(own),
      formatBareInterval(common),
      marked(formatInterval(judged.interval), { ...judged, work: 'differs' }),
    ]),
  }
}
