/** What is wrong between the fields of a result, each of which is right by itself. */
import type { CellResult } from './cell.js'

interface Disagreement {
  path: Array<string | number>
  message: string
}

/** What the fields' own schemas cannot see: ids that clash, and columns of unequal length. */
export function* disagreements({
  cells,
  rows,
}: {
  rows: ReadonlyArray<{ id: string }>
  cells: readonly CellResult[]
}): Generator<Disagreement> {
  const rowIds = new Set<string>()
  for (const [at, { id }] of rows.entries()) {
    if (rowIds.has(id)) yield { path: ['rows', at, 'id'], message: `a second row ${id}` }
    rowIds.add(id)
  }
  const cellIds = new Set<string>()
  for (const [at, { id, ops, rounds, ns }] of cells.entries()) {
    if (cellIds.has(id)) yield { path: ['cells', at, 'id'], message: `a second cell ${id}` }
    cellIds.add(id)
    const length = rounds.generation.length
    const expected = `there are ${length} rounds, by their generations`
    const late = rounds.generation.findIndex(
      (one, round) => one < (rounds.generation[round - 1] ?? 0),
    )
    if (late >= 0) {
      const message = `generation ${rounds.generation[late]} after ${rounds.generation[late - 1]}: rounds stand in the order they were run`
      yield { path: ['cells', at, 'rounds', 'generation', late], message }
    }
    for (const column of ['linkOrder', 'order'] as const) {
      const entries = rounds[column]?.length ?? length
      if (entries === length) continue
      yield { path: ['cells', at, 'rounds', column], message: `${entries} entries: ${expected}` }
    }
    for (const [row, columns] of Object.entries(ns)) {
      const path = ['cells', at, 'ns', row]
      if (!rowIds.has(row)) yield { path, message: `${row} is no row of this result` }
      for (const [op, column] of Object.entries(columns)) {
        if (!ops.some((timed) => timed === op)) {
          yield { path: [...path, op], message: `${op} is not timed in this cell` }
        }
        if (column.length !== length) {
          yield { path: [...path, op], message: `${column.length} times: ${expected}` }
        }
      }
    }
  }
}
