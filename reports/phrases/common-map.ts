/** Whether what a map leaves in the caches has a part in what unmap gains, as a table. */
import { formatSize } from '../../engines/contract/index.js'
import type { Analysis } from '../../results/analysis/index.js'
import { marked } from './figures.js'
import { formatBareInterval } from './format.js'
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
    columns: ['buffer', 'call shape', 'own map', 'common map', 'ratio'],
    rows: commonMaps.map(({ cell, common, judged, own, row }) => {
      const bytes = cells.find(({ id }) => id === cell)?.bufferBytes
      return [
        bytes === undefined ? cell : formatSize(bytes),
        row,
        formatBareInterval(own),
        formatBareInterval(common),
        marked(formatBareInterval(judged.interval), { ...judged, work: 'differs' }),
      ]
    }),
  }
}
