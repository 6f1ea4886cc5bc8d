import type { Cell, Suite } from '../../workloads/index.js'
import { formatDuration } from '../run/progress.js'
import { rowsOf, type SelectedEngine } from '../run/rows.js'

export interface Plan {
  suite: Suite
  cells: readonly Cell[]
  engines: readonly SelectedEngine[]
  timeSeconds: number
  generations: number
}

const ROLES = {
  baseline: 'the baseline',
  null: 'the baseline again: what noise looks like',
  shape: '',
} as const

/** What a run would do: cells, rows, and the time it would take. */
export function planText({ suite, cells, engines, timeSeconds, generations }: Plan): string {
  const rows = rowsOf(engines)
  const width = Math.max(...[...rows, ...cells].map(({ id }) => id.length))
  const processes = generations * rows.length
  return [
    `Suite ${suite.name}: ${suite.summary}`,
    '',
    `${cells.length} cells`,
    ...cells.map(
      ({ id, title, ops }) => `  ${id.padEnd(width)}  ${title}; times ${ops.join(', ')}`,
    ),
    '',
    `${rows.length} rows`,
    ...rows.map(({ id, role }) => `  ${id.padEnd(width)}  ${ROLES[role]}`.trimEnd()),
    '',
    `${generations} generations of fresh processes, ${processes} processes in all.`,
    `About ${formatDuration(timeSeconds * 1000)} (--time ${timeSeconds}), set-up not included.`,
    '',
  ].join('\n')
}
