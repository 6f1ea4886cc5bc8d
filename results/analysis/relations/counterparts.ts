/** Which rows are compared with which: always within one tier and one format. */
import type { Row } from '../../record/index.js'

/** The rungs that hand over a whole operation: what is left on the table is taken against each. */
export const PUNT_SHAPES = ['punt', 'punt-range'] as const
export type PuntShape = (typeof PUNT_SHAPES)[number]

/** The row that a row's speed-up is taken against; the row itself where it is the baseline. */
export function baselineOf(row: Row, rows: readonly Row[]): Row | undefined {
  return rows.find((other) => other.role === 'baseline' && comparable(row, other))
}

/** The row that a null row is a second instance of. */
export function twinOf(row: Row, rows: readonly Row[]): Row | undefined {
  return rows.find(({ engine, role }) => role !== 'null' && engine === row.engine)
}

/** The row that hands over a whole operation; `undefined` for that row itself. */
export function puntOf(row: Row, rows: readonly Row[], shape: PuntShape): Row | undefined {
  if (row.shape === shape) return undefined
  return rows.find(
    (other) => other.shape === shape && other.role === 'shape' && comparable(row, other),
  )
}

/** Whether ratios between two rows mean anything. */
export function comparable(row: Row, other: Row): boolean {
  return row.tier === other.tier && row.format === other.format
}
