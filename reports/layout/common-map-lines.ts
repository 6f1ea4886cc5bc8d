/** Whether what a map leaves in the caches has a part in what unmap gains, as lines. */
import { formatSize } from '../../engines/contract/index.js'
import type { Analysis } from '../../results/analysis/index.js'
import { formatBareInterval, marked } from '../phrases/index.js'
import { type Look, printable } from '../text/index.js'
import { titledTable } from './group-lines.js'

export const COMMON_MAP_TITLE =
  "Unmap's speed-up after each call shape's own map, and after one map that is common to all"

/** Every row and cell that has both; none where none has. */
export function commonMapLines({ cells, commonMaps }: Analysis, look: Look): string[] {
  if (commonMaps.length === 0) return []
  const rows = commonMaps.map(({ cell, common, judged, own, row }) => {
    const bytes = cells.find(({ id }) => id === cell)?.bufferBytes
    return [
      bytes === undefined ? cell : formatSize(bytes),
      row,
      formatBareInterval(own),
      formatBareInterval(common),
      marked(formatBareInterval(judged.interval), { ...judged, work: 'differs' }),
    ]
  })
  const table = [['buffer', 'call shape', 'own map', 'common map', 'ratio'], ...rows]
  return titledTable(
    table.map((row) => row.map((text) => ({ text: printable(text) }))),
    look,
  )
}
