/** A history as a table for other programs: a line for each version, row, cell and direction. */
import { COUNTER_NAMES } from '../../engines/contract/index.js'
import { HISTORY_OPS } from '../../results/history/index.js'
import { csvText } from '../text/index.js'
import type { ShownHistory } from './table.js'

const HEAD = [
  'version',
  'commit',
  'date',
  'library',
  'row',
  'cell',
  'op',
  'instructions',
  'ns_per_page',
  ...COUNTER_NAMES,
]

export function historyCsv({ history }: ShownHistory): string {
  const lines = history.versions.flatMap(({ commit, date, name, rows }) =>
    rows.flatMap(({ cells, library, row }) =>
      Object.entries(cells).flatMap(([cell, byOp]) =>
        HISTORY_OPS.flatMap((op) => {
          const figures = byOp[op]
          if (figures === undefined) return []
          const { counts, instructions, nsPerPage } = figures
          const own = COUNTER_NAMES.map((counter) => counts[counter])
          return [[name, commit, date, library, row, cell, op, instructions, nsPerPage, ...own]]
        }),
      ),
    ),
  )
  return csvText([HEAD, ...lines])
}
