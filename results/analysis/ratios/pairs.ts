/** First pass: what a row's times and counts say, before it is known how many comparisons there are. */

import type { CellResult, Row } from '../../record/index.js'
import { type FigureOp, figureOps, isTimed, timesOf, undisturbedNs } from '../relations/cell.js'
import {
  baselineOf,
  PUNT_SHAPES,
  type PuntShape,
  puntOf,
  twinOf,
} from '../relations/counterparts.js'
import { type Known, knownOf } from '../relations/relation.js'
import { type StepFrom, stepsOf } from '../relations/steps.js'
import {
  estimateOf,
  type GenerationValue,
  pairedValues,
  type Sample,
  sampleOf,
} from '../stats/index.js'
import { crossTalkOf } from './cross-talk.js'

/** A ratio between two rows in one cell and direction, as logarithms. */
export interface Contrast extends Known {
  values: readonly GenerationValue[]
  /** Absent where there are too few generations for an interval. */
  sample?: Sample
  /** Rounds that gave both rows a time. */
  rounds: number
}

/** One row in one cell and direction. */
export interface Pairs {
  cell: CellResult
  row: Row
  op: FigureOp
  /** Nanoseconds of one cycle, undisturbed; absent where the row gave no times. */
  ns?: number
  /** Rounds that gave both rows a time; for the baseline, its own. */
  rounds: number
  /** ln(time(per-page) / time(row)); for a null row, of its twin. Absent for the baseline itself. */
  speedup?: Contrast
  /** ln(time(row) / time(punt)), for each way to punt; none for that row itself and null rows. */
  left: Array<{ punt: PuntShape; contrast: Contrast }>
  /** ln(time(the rung before) / time(row)), for each rung that the row is a step from. */
  steps: Array<StepFrom & { contrast: Contrast }>
}

/** Pairs every row of every cell; limits are not compared with anything. */
export function pairRows(cells: readonly CellResult[], rows: readonly Row[]): Pairs[] {
  const compared = rows.filter(({ role }) => role !== 'limit')
  return cells.flatMap((cell) => {
    const ops = figureOps(cell).map((op) => ({
      op,
      timed: compared.filter((row) => isTimed(cell, row, op)),
    }))
    return compared.flatMap((row) =>
      ops.map(({ op, timed }) => pairRow(cell, row, compared, timed, op)),
    )
  })
}

/** @param timed those of `rows` that gave a time in this direction. */
function pairRow(
  cell: CellResult,
  row: Row,
  rows: readonly Row[],
  timed: readonly Row[],
  op: FigureOp,
): Pairs {
  const times = timesOf(cell, row, op).filter((time) => time !== null)
  const ns = undisturbedNs(cell, row, op)
  const reference = row.role === 'null' ? twinOf(row, rows) : baselineOf(row, rows)
  const other = reference === row ? undefined : reference
  const speedup = other && contrast(cell, other, row, op)
  return {
    cell,
    row,
    op,
    ...(ns !== undefined && { ns }),
    rounds: row.role === 'baseline' ? times.length : (speedup?.rounds ?? 0),
    ...(speedup && { speedup }),
    left: PUNT_SHAPES.flatMap((shape) => {
      const punt = row.role === 'null' ? undefined : puntOf(row, timed, shape)
      return punt ? [{ punt: shape, contrast: contrast(cell, row, punt, op, row) }] : []
    }),
    steps:
      row.role === 'shape'
        ? stepsOf(row, timed, cell).map((step) => ({
            ...step,
            contrast: contrast(cell, step.over, row, op),
          }))
        : [],
  }
}

/**
 * ln(time(above) / time(below)), from each generation that has both.
 *
 * @param own the one of the two whose instructions beyond the other's are given.
 */
export function contrast(
  cell: CellResult,
  above: Row,
  below: Row,
  op: FigureOp,
  own: Row = below,
): Contrast {
  const [numerators, denominators] = [timesOf(cell, above, op), timesOf(cell, below, op)]
  const values = pairedValues(numerators, denominators, cell.rounds)
  const sample = sampleOf(values)
  const bound = crossTalkOf(cell, [above, below], op)
  const other = own === below ? above : below
  return {
    values,
    ...(sample && { sample: bound === 0 ? sample : { ...sample, bound } }),
    rounds: numerators.filter((time, round) => time !== null && denominators[round] != null).length,
    ...knownOf(cell, own.engine, other.engine, op),
  }
}

/** A contrast's ratio; `undefined` without a value. */
export function ratioOf(contrast: Contrast | undefined): number | undefined {
  // The sample's is the same, and made already.
  const estimate = contrast && (contrast.sample?.estimate ?? estimateOf(contrast.values))
  return estimate === undefined ? undefined : Math.exp(estimate)
}

/**
 * The samples of what one figure claims, where an interval can be had; a null row claims nothing. What the baseline leaves on the table is a
 * punting row's speed-up once more, and so is a step over the baseline; a step to a punting row is
 * what the rung before it leaves: no claims of their own.
 */
export function claimsOf({ row, speedup, left, steps }: Pairs): Sample[] {
  if (row.role === 'null') return []
  const isPunt = PUNT_SHAPES.some((punt) => punt === row.shape)
  const others = [
    ...(row.role === 'shape' ? left : []),
    ...(isPunt ? [] : steps.filter(({ over }) => over.role !== 'baseline')),
  ]
  return [speedup, ...others.map(({ contrast }) => contrast)].flatMap((one) => one?.sample ?? [])
}
