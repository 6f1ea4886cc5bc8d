/** Which rows are compared with which: always within one tier and one format. */
import { SHAPE_NAMES } from '../../engines/contract/index.js'
import type { Row } from '../schema.js'
import type { PuntShape } from './types.js'

/** Rungs that stand beside the ladder, and which rungs each is a step from, nearest first. */
const SIDE_RUNGS: Readonly<Record<string, readonly string[]>> = {
  asymmetric: [],
  // Its caller would undo a failed map itself there; maps that succeed differ the least.
  'layered-rollback': ['whole-run', 'map-unmap-pages'],
}

const LADDER: readonly string[] = SHAPE_NAMES.filter((name) => SIDE_RUNGS[name] === undefined)

/** Whether a call shape stands beside the ladder, so that no rung is a step from it. */
export function standsBeside(shape: string): boolean {
  return SIDE_RUNGS[shape] !== undefined
}

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
  const before = SIDE_RUNGS[row.shape] ?? LADDER.slice(0, Math.max(place, 0)).reverse()
  const [nearest] = before.flatMap((shape) =>
    rows.filter(
      (other) =>
        other.shape === shape &&
        (other.role === 'baseline' || other.role === 'shape') &&
        comparable(row, other),
    ),
  )
  return nearest
}

function comparable(row: Row, other: Row): boolean {
  return row.tier === other.tier && row.format === other.format
}
