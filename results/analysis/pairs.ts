/** First pass: what a row's times and counts say, before the family of comparisons is known. */
import type { CellResult, Row } from '../schema.js'
import {
  estimateFromGenerations,
  generationMedians,
  median,
  pairedLogRatios,
} from '../stats/index.js'
import { figureOps, sameWork, timesOf } from './cell.js'
import { baselineOf, puntOf } from './compare.js'
import type { FigureOp } from './types.js'

/** A ratio between two rows in one cell and direction, as log-ratios. */
export interface Contrast {
  /** One value a generation. */
  generations: Map<number, number>
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
  /** ln(time(row) / time(punt-range)); absent for punt-range itself and for the null row. */
  leftOnTable?: Contrast
}

/** Pairs every row of every cell. */
export function pairRows(cells: readonly CellResult[], rows: readonly Row[]): Pairs[] {
  return cells.flatMap((cell) =>
    rows.flatMap((row) => figureOps(cell).map((op) => pairRow(cell, row, rows, op))),
  )
}

function pairRow(cell: CellResult, row: Row, rows: readonly Row[], op: FigureOp): Pairs {
  const times = timesOf(cell, row, op).filter((time) => time !== null)
  const ns = median(times)
  const baseline = row.role === 'baseline' ? undefined : baselineOf(row, rows)
  const punt = row.role === 'null' ? undefined : puntOf(row, rows)
  const speedup = baseline && contrast(cell, baseline, row, op)
  return {
    cell,
    row,
    op,
    ...(ns !== undefined && { ns }),
    rounds: row.role === 'baseline' ? times.length : (speedup?.rounds ?? 0),
    ...(speedup && { speedup }),
    ...(punt && { leftOnTable: contrast(cell, row, punt, op) }),
  }
}

function contrast(cell: CellResult, above: Row, below: Row, op: FigureOp): Contrast {
  const groups = pairedLogRatios(
    timesOf(cell, above, op),
    timesOf(cell, below, op),
    cell.rounds.generation,
  )
  return {
    generations: generationMedians(groups),
    rounds: [...groups.values()].reduce((sum, { length }) => sum + length, 0),
    sameWork: sameWork(cell, above.engine, below.engine, op),
  }
}

/** A contrast's ratio; `undefined` without pairs. */
export function ratioOf(contrast: Contrast | undefined): number | undefined {
  return contrast && estimateFromGenerations([...contrast.generations.values()])
}

/** Whether a claim is made on the contrast, so that it counts in the family of comparisons. */
export function isClaim(contrast: Contrast | undefined): contrast is Contrast {
  return contrast !== undefined && !contrast.sameWork && contrast.generations.size >= 2
}

/**
 * The claims of one figure. What the baseline leaves on the table is punt-range's speed-up once
 * more, and no claim of its own.
 */
export function claimsOf({ row, speedup, leftOnTable }: Pairs): Contrast[] {
  return [speedup, row.role === 'shape' ? leftOnTable : undefined].filter(isClaim)
}
