/** A figure over versions of a kernel, a line for each buffer, directions side by side, libraries one below the other. */
import type { TopLevelSpec } from 'vega-lite'
import { HISTORY_OPS } from '../../results/history/index.js'
import {
  bySizeSpec,
  drawn,
  LIGHT,
  type Mark,
  type SizeLine,
  type SizeRow,
} from '../charts/index.js'
import { historyTables, type ShownHistory, shownTitle } from './table.js'

/** The history's chart; `undefined` where it has nothing to draw. */
export function historyChart({ history, shown }: ShownHistory): TopLevelSpec | undefined {
  const tables = historyTables(history, shown)
  // Those that changed something.
  const firsts = new Set(tables.flatMap(({ lines }) => lines.map(({ names }) => names[0])))
  const versions = history.versions.map(({ name }) => name).filter((name) => firsts.has(name))
  const rows = [...new Set(tables.map(({ series }) => series))].flatMap((series): SizeRow[] => {
    const panels = tables
      .filter((table) => table.series === series)
      .map(({ lines }) =>
        // A buffer looks alike in all rows: one that has no figures has a line without marks.
        history.cells.map(({ id }, at): SizeLine => {
          const marks = versions.map((version) =>
            markOf(lines.find(({ names }) => names.includes(version))?.figures[at]),
          )
          const last = marks.findLast((mark) => mark !== undefined)
          return { shape: id, marks, label: last === undefined ? '' : `${id} ${last.text}` }
        }),
      )
    return panels.flat().every(({ label }) => label === '') ? [] : [{ title: series, panels }]
  })
  if (rows.length === 0) return undefined
  return bySizeSpec(
    {
      title: `What versions of Linux make of the same buffers: ${shownTitle(shown)}`,
      basis: `One operation, exact; ${history.meter}`,
      notes: ['A version that came to the same as the one before is not drawn', 'Less is better'],
      kind: 'ns',
      sizes: versions,
      directions: HISTORY_OPS,
      rows,
    },
    LIGHT,
  )
}

/** None stands on a logarithmic scale at 0. */
function markOf(value: number | undefined): Mark | undefined {
  if (value === undefined || value === 0) return undefined
  const text = `${Math.round(value)}`
  return { value: drawn(value), open: false, text, same: false, across: false }
}
