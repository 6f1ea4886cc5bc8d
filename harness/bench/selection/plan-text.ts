import { plural } from '../../../reports/text/index.js'
import { type Cell, redundantCells, type Suite } from '../../../workloads/index.js'
import { formatDuration } from '../../terminal/progress.js'
import { FEWEST_GENERATIONS } from '../measure/generation.js'
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
  { timeSeconds, mostGenerations }: { timeSeconds: number; mostGenerations?: number | undefined },
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
    plural(cells.length, 'cell'),
    ...placed.map(({ cell: { id, ops, title }, rows: own }) =>
      line(id, `${title}; times ${ops.join(', ')} of ${own.length} rows`),
    ),
    '',
    ...(redundant.length === 0
      ? []
      : [
          `Left out, as the same work as another cell: ${plural(redundant.length, 'combination')}`,
          ...redundant.map(({ id, sameAs }) => line(id, `is ${sameAs}`)),
          '',
        ]),
    plural(timed.length, 'row'),
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
    lengthText(timeSeconds, mostGenerations),
    '',
  ].join('\n')
}

/** How long is measured: `--time`, but for a least and a most of generations. */
function lengthText(timeSeconds: number, most: number | undefined): string {
  if (most !== undefined && most <= FEWEST_GENERATIONS) {
    return `${plural(most, 'generation')} of fresh processes, however long.`
  }
  const time = `${formatDuration(timeSeconds * 1000)} of measuring (--time ${timeSeconds})`
  const atMost = most === undefined ? '' : ` and ${most} at most`
  return `${time}, in as many generations of fresh processes as fit; ${FEWEST_GENERATIONS} at least, however long${atMost}.`
}
