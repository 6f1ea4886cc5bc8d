/** Which rows are compared with which: always within one tier and one format. */
import type { Row } from '../schema.js'

/** The call shape that everything left on the table is judged against. */
const PUNT = 'punt-range'

/** The row that a row's speed-up is taken against; the row itself where it is the baseline. */
export function baselineOf(row: Row, rows: readonly Row[]): Row | undefined {
  return rows.find((other) => other.role === 'baseline' && comparable(row, other))
}

/** The row that does the whole operation in one call; `undefined` for that row itself. */
export function puntOf(row: Row, rows: readonly Row[]): Row | undefined {
  if (row.shape === PUNT) return undefined
  return rows.find((other) => other.shape === PUNT && comparable(row, other))
}

function comparable(row: Row, other: Row): boolean {
  return row.tier === other.tier && row.format === other.format
}
