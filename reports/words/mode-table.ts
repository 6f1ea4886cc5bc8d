/** Modes side by side: the mean speed-up of every call shape in each, layout by layout. */
import type { Analysis } from '../../results/analysis/types.js'
import { brief, judged, where } from './claims.js'
import type { TextGrid } from './group-table.js'
import { type CellGroup, cellGroups, rowLabel, timedShapes } from './groups.js'
import { LAYOUT_WORDS, MODE_WORDS, OP_WORDS, tierWords } from './terms.js'

/** One table, its heading, and the cells that it rests on. */
export interface ModeTable {
  heading: string
  /** What each mode's means rest on, mode by mode: they may be different cells. */
  basis: string[]
  grid: TextGrid
  cells: string[]
}

/** A table for every tier and layout that was swept in more than one mode. */
export function modeTables(analysis: Analysis): ModeTable[] {
  const sweeps = cellGroups(analysis).filter(
    (group) => group.workload === 'sweep' && timedShapes(group).length > 0,
  )
  const places = new Map<string, CellGroup[]>()
  for (const group of sweeps) {
    const place = JSON.stringify([group.tier, group.layout])
    places.set(place, [...(places.get(place) ?? []), group])
  }
  return [...places.values()].filter((groups) => groups.length > 1).map(tableOf)

  function tableOf(groups: readonly CellGroup[]): ModeTable {
    const rows = [...new Set(groups.flatMap(timedShapes))]
    const [first] = groups
    const layout = first?.layout
    const named =
      layout === undefined ? 'layout unknown' : `${layout} layout: ${LAYOUT_WORDS[layout]}`
    return {
      heading: `${OP_WORDS[first ? judged(first) : 'sum']}, ${named}; ${tierWords(first?.tier ?? '')}`,
      basis: groups.map(where),
      cells: groups.flatMap(({ cells }) => cells.map(({ id }) => id)),
      grid: {
        columns: ['call shape', ...groups.map(({ mode }) => MODE_WORDS[mode])],
        rows: [
          ...rows.map((row) => [
            rowLabel(row, analysis.rows),
            ...groups.map((group) =>
              timedShapes(group).includes(row) ? brief(analysis, group, row, judged(group)) : '',
            ),
          ]),
        ],
      },
    }
  }
}
