import { type Cell, redundantCells, type Suite } from '../../../workloads/index.js'
import { formatDuration } from '../../terminal/progress.js'
import { outsideNotes } from '../plan/outside.js'
import { placeRows } from '../plan/place.js'
import { type RunRow, rowsOf, type SelectedEngine } from '../plan/rows.js'

const ROLES = {
  baseline: 'the baseline',
  null: 'the same row once more, to measure noise',
  shape: '',
  limit: 'a limit: a lower bound, not an engine',
} as const

/** What a run would do: cells, rows, and the time it would take. */
export function planText(
  suite: Suite,
  cells: readonly Cell[],
  engines: readonly SelectedEngine[],
  timeSeconds: number,
): string {
  const rows = rowsOf(engines)
  const placed = cells.map((cell) => ({ cell, ...placeRows(cell, rows) }))
  const timed = rows.filter((row) => placed.some((place) => place.rows.includes(row)))
  const counted = rows.filter((row) => !timed.includes(row))
  const redundant = redundantCells(suite)
  const width = Math.max(...[...rows, ...cells, ...redundant].map(({ id }) => id.length))
  const line = (name: string, text: string) => `  ${name.padEnd(width)}  ${text}`.trimEnd()
  const places = (row: RunRow) => placed.filter((place) => place.rows.includes(row)).length
  return [
    `Suite ${suite.name}: ${suite.summary}`,
    '',
    `${cells.length} cells`,
    ...placed.map(({ cell: { id, ops, title }, rows: own }) =>
      line(id, `${title}; times ${ops.join(', ')} of ${own.length} rows`),
    ),
    '',
    ...(redundant.length === 0
      ? []
      : [
          `${redundant.length} combinations left out: they are the same work as another cell`,
          ...redundant.map(({ id, sameAs }) => line(id, `is ${sameAs}`)),
          '',
        ]),
    `${timed.length} rows`,
    ...timed.map((row) => {
      const role = ROLES[row.role]
      const where = places(row) === cells.length ? '' : `in ${places(row)} of ${cells.length} cells`
      return line(row.id, [role, where].filter((part) => part !== '').join('; '))
    }),
    '',
    ...outsideNotes(placed).flatMap((note) => [note, '']),
    ...(counted.length === 0
      ? []
      : ['Counted, not timed', ...counted.map(({ id }) => line(id, '')), '']),
    `${formatDuration(timeSeconds * 1000)} of measuring (--time ${timeSeconds}), in as many fresh processes as fit.`,
    '',
  ].join('\n')
}
