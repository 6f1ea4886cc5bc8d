/** A figure over versions of a kernel, a line for each buffer, directions side by side, libraries one below the other. */
import type { TopLevelSpec } from 'vega-lite'
import { bySizeSpec, type SizeLine, type SizeRow } from './by-size.js'
import { drawn, type Mark } from './mark.js'
import { LIGHT } from './theme.js'

/** What versions made of buffers, by series and direction; versions alike are one. */
export interface ChartedHistory {
  /** Those that changed something, the oldest first. */
  versions: readonly string[]
  cells: readonly string[]
  /** `instructions`. */
  figure: string
  tables: ReadonlyArray<{
    series: string
    op: string
    lines: ReadonlyArray<{
      names: readonly string[]
      row: string
      figures: ReadonlyArray<number | undefined>
    }>
  }>
  meter: string
}

export function historySpec({
  cells,
  figure,
  meter,
  tables,
  versions,
}: ChartedHistory): TopLevelSpec | undefined {
  const directions = [...new Set(tables.map(({ op }) => op))]
  const series = [...new Set(tables.map((table) => table.series))]
  const rows = series.flatMap((one): SizeRow[] => {
    const panels = directions.map((op) => {
      const lines = tables.find((table) => table.series === one && table.op === op)?.lines ?? []
      // A buffer looks alike in all rows: one that has no figures has a line without marks.
      return cells.map((cell, at): SizeLine => {
        const marks = versions.map((version) =>
          markOf(lines.find(({ names }) => names.includes(version))?.figures[at]),
        )
        const last = marks.findLast((mark) => mark !== undefined)
        return { shape: cell, marks, label: last === undefined ? '' : `${cell} ${last.text}` }
      })
    })
    const isEmpty = panels.every((panel) => panel.every(({ label }) => label === ''))
    return isEmpty ? [] : [{ title: one, panels }]
  })
  if (rows.length === 0) return undefined
  const chart = {
    title: `What versions of Linux make of the same buffers: ${figure}`,
    basis: `One operation, exact; ${meter}`,
    notes: ['A version that came to the same as the one before is not drawn', 'Less is better'],
    ...{ kind: 'ns' as const, sizes: versions, directions, rows },
  }
  return bySizeSpec(chart, LIGHT)
}

/** None stands on a logarithmic scale at 0. */
function markOf(value: number | undefined): Mark | undefined {
  if (value === undefined || value === 0) return undefined
  return {
    value: drawn(value),
    open: false,
    text: `${Math.round(value)}`,
    same: false,
    across: false,
  }
}
