/**
 * What is known of a figure in two runs, as logarithms. Runs share no generation, so that nothing can
 * be paired between them: each side is estimated as a report of its run estimates, and the two are
 * compared by Welch's t, which asks for no equal spread.
 */

import type { CellResult, Row } from '../../record/index.js'
import { type FigureOp, perCycle, timesOf } from '../relations/cell.js'
import { baselineOf } from '../relations/counterparts.js'
import {
  type Cut,
  differenceOf,
  EVENLY,
  estimateOf,
  type GenerationValue,
  intervalOf,
  meanValues,
  pairedValues,
  type Sample,
  sampleOf,
  timeValues,
} from '../stats/index.js'
import type { Change } from './types.js'

/** One run's side of a ratio: of one figure, or the mean of several. */
export interface Side {
  values: readonly GenerationValue[]
  /** What its mean leaves out. */
  cut: Cut
  /** Absent without values. */
  estimate?: number
  /** Absent where there are too few generations for an interval. */
  sample?: Sample
}

/** Both runs' sides. */
export interface Sides {
  old: Side
  new: Side
  /** New over old; absent where a side has too few generations for an interval. */
  sample?: Sample
}

/** ln(nanoseconds for one operation); empty where the row gave no times. */
export function timesIn(cell: CellResult, row: Row, op: FigureOp): GenerationValue[] {
  const operations = Math.log(perCycle(cell.operations, [op])[op] ?? 1)
  const cycles = timeValues(timesOf(cell, row, op), cell.rounds)
  return cycles.map((one) => ({ ...one, value: one.value - operations }))
}

/**
 * ln(time / time of its tier's baseline), one value a generation; empty for the baseline itself.
 */
export function relativeTimesIn(
  cell: CellResult,
  row: Row,
  rows: readonly Row[],
  op: FigureOp,
): GenerationValue[] {
  const baseline = baselineOf(row, rows)
  if (baseline === undefined || baseline.id === row.id) return []
  return pairedValues(timesOf(cell, row, op), timesOf(cell, baseline, op), cell.rounds)
}

/** @param cut `SLOW_HALF` of times, `EVENLY` of ratios. */
export function sideOf(values: readonly GenerationValue[], cut: Cut): Side {
  const estimate = estimateOf(values, cut)
  const sample = sampleOf(values, cut)
  return { values, cut, ...(estimate !== undefined && { estimate }), ...(sample && { sample }) }
}

/** The side of the mean over several figures; without an estimate where one of them has none. */
export function meanSide(sides: readonly Side[]): Side {
  const cut = sides[0]?.cut ?? EVENLY
  return sideOf(meanValues(sides.map(({ values }) => values)), cut)
}

/** @param sameRun whether both sides are of one run: then they do not differ, and by nothing. */
export function sidesOf(old: Side, now: Side, sameRun: boolean): Sides {
  if (old.sample === undefined || now.sample === undefined) return { old, new: now }
  const difference = differenceOf(now.sample, old.sample)
  return { old, new: now, sample: sameRun ? { ...difference, variance: 0 } : difference }
}

/** The ratio of new over old; `undefined` where one side has no values. */
export function changeOf({ new: now, old, sample }: Sides, level: number): Change | undefined {
  if (old.estimate === undefined || now.estimate === undefined) return undefined
  return {
    estimate: Math.exp(now.estimate - old.estimate),
    ...(sample && { interval: intervalOf(sample, level) }),
  }
}
