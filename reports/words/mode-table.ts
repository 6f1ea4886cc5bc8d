/** Modes side by side: the speed-up of every call shape in each, for buffers that several modes have. */
import type { Analysis, CellAnalysis } from '../../results/analysis/types.js'
import { judged } from './claims.js'
import { speedupWords } from './figures.js'
import type { TextGrid } from './group-table.js'
import {
  type CellGroup,
  cellGroups,
  figureOf,
  formatSuffix,
  rowLabel,
  timedShapes,
} from './groups.js'
import { LAYOUT_WORDS, MODE_WORDS, OP_WORDS, tierWords } from './terms.js'

/** One table, its heading, and the cells that it rests on. */
export interface ModeTable {
  heading: string
  grid: TextGrid
  cells: string[]
}

/**
 * A table for every tier, format and layout that was swept in more than one mode. Means of different modes
 * would rest on different buffers, so that each buffer stands for itself.
 */
export function modeTables(analysis: Analysis): ModeTable[] {
  const sweeps = cellGroups(analysis).filter(
    (group) => group.workload === 'sweep' && timedShapes(group).length > 0,
  )
  const places = new Map<string, CellGroup[]>()
  for (const group of sweeps) {
    const place = JSON.stringify([group.tier, group.format, group.layout])
    places.set(place, [...(places.get(place) ?? []), group])
  }
  return [...places.values()].flatMap((groups) => {
    const table = tableOf(groups)
    return table === undefined ? [] : [table]
  })

  function tableOf(groups: readonly CellGroup[]): ModeTable | undefined {
    const [first] = groups
    if (first === undefined) return undefined
    const rows = [...new Set(groups.flatMap(timedShapes))]
    const buffers = new Map<string, { label: string; cells: Map<CellGroup, CellAnalysis> }>()
    for (const group of groups) {
      for (const cell of group.cells) {
        const key = bufferOf(cell)
        const label = group.labels.get(cell.id) ?? cell.id
        const buffer = buffers.get(key) ?? { label, cells: new Map() }
        buffer.cells.set(group, cell)
        buffers.set(key, buffer)
      }
    }
    const shared = [...buffers.values()].filter(({ cells }) => cells.size > 1)
    if (shared.length === 0) return undefined
    const named =
      first.layout === undefined
        ? 'layout unknown'
        : `${first.layout} layout: ${LAYOUT_WORDS[first.layout]}`
    return {
      heading: `${OP_WORDS[judged(first)]}, ${named}; ${tierWords(first.tier)}${formatSuffix(analysis, first)}`,
      cells: shared.flatMap(({ cells }) => [...cells.values()].map(({ id }) => id)),
      grid: {
        columns: ['buffer', 'call shape', ...groups.map(({ mode }) => MODE_WORDS[mode])],
        rows: shared.flatMap(({ cells, label }) =>
          rows.map((row) => [
            label,
            rowLabel(row, analysis.rows),
            ...groups.map((group) => {
              const cell = cells.get(group)
              return cell === undefined ? '' : speedupWords(figureOf(cell, row.id, judged(group)))
            }),
          ]),
        ),
      },
    }
  }
}

/** What makes buffers of different modes the same. */
function bufferOf({
  alignment,
  bufferBytes,
  id,
  pgsizeBitmap,
  segmentBytes,
}: CellAnalysis): string {
  return JSON.stringify(
    bufferBytes === undefined ? id : [bufferBytes, alignment, pgsizeBitmap, segmentBytes],
  )
}
