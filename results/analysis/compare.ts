/** Which rows are compared with which: always within one tier and one format. */
import { SHAPE_NAMES } from '../../engines/contract/index.js'
import type { Row } from '../schema.js'
import type { PuntShape } from './types.js'

/** Rungs that stand beside the ladder: no step leads to them or from them. */
const SIDE_RUNGS = ['asymmetric', 'layered-rollback']

const LADDER: readonly string[] = SHAPE_NAMES.filter((name) => !SIDE_RUNGS.includes(name))

/** The row that a row's speed-up is taken against; the row itself where it is the baseline. */
export function baselineOf(row: Row, rows: readonly Row[]): Row | undefined {
  return rows.find((other) => other.role === 'baseline' && comparable(row, other))
}

/** The row that hands over a whole operation; `undefined` for that row itself. */
export function puntOf(row: Row, rows: readonly Row[], shape: PuntShape): Row | undefined {
  if (row.shape === shape) return undefined
  return rows.find((other) => other.shape === shape && comparable(row, other))
}

/** The row of the nearest rung before a row's own, among `rows`. */
export function rungBefore(row: Row, rows: readonly Row[]): Row | undefined {
  const place = LADDER.indexOf(row.shape)
  const before = rows.filter((other) => {
    const stands = other.role === 'baseline' || other.role === 'shape'
    const at = LADDER.indexOf(other.shape)
    return stands && comparable(row, other) && at >= 0 && at < place
  })
  return before.sort((a, b) => LADDER.indexOf(a.shape) - LADDER.indexOf(b.shape)).at(-1)
}

function comparable(row: Row, other: Row): boolean {
  return row.tier === other.tier && row.format === other.format
}
