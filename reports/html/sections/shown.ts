/** What the sections of the page are made from. */

import type { Analysis, CellAnalysis } from '../../../results/analysis/index.js'
import type { Screen } from '../../answer/index.js'
import { printable } from '../../text/index.js'
import type { ExplorerData } from '../explorer/data.js'

export interface Shown {
  analysis: Analysis
  screen: Screen
  data: ExplorerData
  /** Those of the screen's table. */
  cells: CellAnalysis[]
  /** Cells that stand for the run where there is room for two: the largest buffer, and a trace. */
  columns: CellAnalysis[]
  /** A cell's short name: the screen's, or the beginning of its title. */
  nameOf(cell: CellAnalysis): string
}

export function shown(analysis: Analysis, screen: Screen, data: ExplorerData): Shown {
  const cells = (screen.table?.columns ?? []).flatMap(
    ({ cell }) => analysis.cells.find(({ id }) => id === cell) ?? [],
  )
  const buffers = cells.filter(
    ({ segments, workload }) => workload === 'sweep' && segments === undefined,
  )
  const largest = buffers.toSorted((a, b) => (b.bufferBytes ?? 0) - (a.bufferBytes ?? 0))[0]
  const trace = cells.find(({ workload }) => workload === 'trace')
  const columns = [largest, trace].filter((cell) => cell !== undefined)
  const nameOf = ({ id, title }: CellAnalysis) =>
    screen.table?.columns.find(({ cell }) => cell === id)?.label ??
    printable(title.split(/[:,]/)[0] ?? title)
  return {
    analysis,
    screen,
    data,
    cells,
    columns: columns.length > 0 ? columns : cells.slice(0, 1),
    nameOf,
  }
}
