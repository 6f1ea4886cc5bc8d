/**
 * Lays figures out by keys, as benchstat does: `row` keys name lines, `col` keys columns, and what
 * neither distinguishes is merged into a geometric mean. What makes nonsense when it is merged never
 * is: figures that differ in tier, format, workload, mode, layout, direction or run stand in tables of
 * their own unless a key distinguishes them.
 */
import { groupBy } from '../../../engines/contract/index.js'
import type { Gathered } from './gather.js'
import type { Key } from './keys.js'
import type { ComparisonTable } from './types.js'

/** Keys that part tables where they are neither row nor column. */
const PARTING: readonly Key[] = ['run', 'workload', 'tier', 'format', 'mode', 'layout', 'op']

/** A table whose cells hold the figures that belong there. */
export interface Layout extends Omit<ComparisonTable, 'rows'> {
  rows: Array<{ values: string[]; cells: Gathered[][] }>
}

/** Lays figures out; lines and columns stand in the order in which their first figures do. */
export function project(gathered: readonly Gathered[], row: Key[], col: Key[]): Layout[] {
  const named = [...row, ...col]
  // An engine's id names its tier and format too.
  if (named.includes('engine')) named.push('tier', 'format')
  const parting = PARTING.filter((key) => !named.includes(key))
  const figures = parting.includes('op') ? gathered.filter(standsForCell(gathered)) : gathered
  return grouped(figures, parting).map(({ values, members }) => {
    const columns = grouped(members, col).map((column) => column.values)
    return {
      section: parting.map((key, at) => ({ key, value: values[at] ?? '' })),
      rowKeys: row,
      colKeys: col,
      columns,
      rows: grouped(members, row).map((line) => ({
        values: line.values,
        cells: columns.map((column) =>
          line.members.filter(({ keys }) => col.every((key, at) => keys[key] === column[at])),
        ),
      })),
    }
  })
}

/** Where directions are not distinguished, map + unmap stands for both. */
function standsForCell(gathered: readonly Gathered[]): (figure: Gathered) => boolean {
  const name = ({ cell, row }: Gathered) => JSON.stringify([cell.id, row.id])
  const summed = new Set(gathered.filter(({ op }) => op === 'sum').map(name))
  return (figure) => figure.op === 'sum' || !summed.has(name(figure))
}

function grouped(
  figures: readonly Gathered[],
  keys: readonly Key[],
): Array<{ values: string[]; members: Gathered[] }> {
  const valuesOf = (figure: Gathered) => keys.map((key) => figure.keys[key])
  const groups = groupBy(figures, (figure) => JSON.stringify(valuesOf(figure)))
  return [...groups.values()].map((members) => ({ values: valuesOf(members[0]), members }))
}
