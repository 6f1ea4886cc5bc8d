/** First pass: what a row's times and counts say, before the family of comparisons is known. */
import type { CellResult, Row } from '../schema.js'
import {
  estimateOf,
  type Groups,
  median,
  pairedLogRatios,
  type Sample,
  sampleOf,
} from '../stats/index.js'
import { figureOps, sameWork, timesOf } from './cell.js'
import { baselineOf, puntOf, rungBefore } from './compare.js'
import { type FigureOp, PUNT_SHAPES, type PuntShape } from './types.js'

/** A ratio between two rows in one cell and direction, as log-ratios. */
export interface Contrast {
  /** One value a round, by generation. */
  groups: Groups
  /** Absent where there are too few generations for an interval. */
  sample?: Sample
  /** Rounds that gave a pair. */
  rounds: number
  /** Equal counters: whatever the ratio, no claim is made. */
  sameWork: boolean
}

/** One row in one cell and direction. */
export interface Pairs {
  cell: CellResult
  row: Row
  op: FigureOp
  /** Median nanoseconds of one cycle; absent where the row gave no times. */
  ns?: number
  /** Rounds that gave a pair; for the baseline, a time. */
  rounds: number
  /** ln(time(per-page) / time(row)); absent for the baseline itself. */
  speedup?: Contrast
  /** ln(time(row) / time(punt)), for each way to punt; none for that row itself and the null row. */
  left: Array<{ punt: PuntShape; contrast: Contrast }>
  /** ln(time(per-page) / time(punt)), for each way to punt, beside a shape's own speed-up. */
  whole: Array<{ punt: PuntShape; contrast: Contrast }>
  /** ln(time(the rung before) / time(row)). */
  step?: { over: Row; contrast: Contrast }
}

/** Pairs every row of every cell; limits are not compared with anything. */
export function pairRows(cells: readonly CellResult[], rows: readonly Row[]): Pairs[] {
  const compared = rows.filter(({ role }) => role !== 'limit')
  return cells.flatMap((cell) =>
    compared.flatMap((row) => figureOps(cell).map((op) => pairRow(cell, row, compared, op))),
  )
}

function pairRow(cell: CellResult, row: Row, rows: readonly Row[], op: FigureOp): Pairs {
  const times = timesOf(cell, row, op).filter((time) => time !== null)
  const ns = median(times)
  const baseline = row.role === 'baseline' ? undefined : baselineOf(row, rows)
  const speedup = baseline && contrast(cell, baseline, row, op)
  const timed = rows.filter((other) => timesOf(cell, other, op).some((time) => time !== null))
  const before = row.role === 'shape' ? rungBefore(row, timed) : undefined
  return {
    cell,
    row,
    op,
    ...(ns !== undefined && { ns }),
    rounds: row.role === 'baseline' ? times.length : (speedup?.rounds ?? 0),
    ...(speedup && { speedup }),
    left: PUNT_SHAPES.flatMap((shape) => {
      const punt = row.role === 'null' ? undefined : puntOf(row, timed, shape)
      return punt ? [{ punt: shape, contrast: contrast(cell, row, punt, op) }] : []
    }),
    whole:
      row.role === 'shape' && baseline
        ? PUNT_SHAPES.flatMap((shape) => {
            const punt = puntOf(row, timed, shape)
            return punt ? [{ punt: shape, contrast: contrast(cell, baseline, punt, op) }] : []
          })
        : [],
    ...(before && { step: { over: before, contrast: contrast(cell, before, row, op) } }),
  }
}

/** ln(time(above) / time(below)), from pairs within a round. */
export function contrast(cell: CellResult, above: Row, below: Row, op: FigureOp): Contrast {
  const groups = pairedLogRatios(
    timesOf(cell, above, op),
    timesOf(cell, below, op),
    cell.rounds.generation,
  )
  const sample = sampleOf(groups)
  return {
    groups,
    ...(sample && { sample }),
    rounds: [...groups.values()].reduce((sum, { length }) => sum + length, 0),
    sameWork: sameWork(cell, above.engine, below.engine, op),
  }
}

/** A contrast's ratio; `undefined` without pairs. */
export function ratioOf(contrast: Contrast | undefined): number | undefined {
  const estimate = contrast && estimateOf(contrast.groups)
  return estimate === undefined ? undefined : Math.exp(estimate)
}

/** Whether a claim is made on the contrast, so that it counts in the family of comparisons. */
export function isClaim(contrast: Contrast | undefined): contrast is Contrast {
  return contrast?.sample !== undefined && !contrast.sameWork
}

/**
 * The claims of one figure. What the baseline leaves on the table is a punting row's speed-up once
 * more, and so is the first step over the baseline; the step to a punting row is what the rung
 * before it leaves: no claims of their own.
 */
export function claimsOf({ row, speedup, left, step }: Pairs): Contrast[] {
  const ownStep = step && step.over.role !== 'baseline' && !isPunt(row)
  const claims = [
    speedup,
    ...(row.role === 'shape' ? left.map(({ contrast }) => contrast) : []),
    ownStep ? step.contrast : undefined,
  ]
  return claims.filter(isClaim)
}

function isPunt({ shape }: Row): boolean {
  return PUNT_SHAPES.some((punt) => punt === shape)
}
