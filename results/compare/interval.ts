/**
 * The statistics of a comparison: all of them, and nothing else in this folder knows any.
 *
 * Two runs share no round, so nothing can be paired between them. Each run's side of a ratio is
 * estimated as a report of that run estimates, with a standard error from its generations, and the
 * two are held against each other by Welch's t, which asks for no equal spread. What is poorly known
 * of one figure's spread is learnt from the other figures of its run.
 */
import { perCycle, timesOf } from '../analysis/cell.js'
import { baselineOf } from '../analysis/compare.js'
import type { FigureOp } from '../analysis/types.js'
import type { CellResult, Row } from '../schema.js'
import {
  differenceOf,
  estimateOf,
  type Groups,
  intervalOf,
  levelOfEach,
  meanSample,
  moderate,
  type Prior,
  pairedLogRatios,
  priorOf,
  priorsOf,
  type Sample,
  sampleOf,
} from '../stats/index.js'
import type { Change } from './types.js'

export { effectOf, halfWidth } from '../analysis/judge.js'
export { type Groups, levelOfEach }

/** The level at which all intervals of a comparison hold together. */
export const FAMILY_LEVEL = 0.95

/** One run's side of a ratio, as logarithms: of one figure, or the mean of several. */
export interface Side {
  /** Each figure's rounds by generation. */
  figures: readonly Groups[]
  /** Absent without rounds. */
  estimate?: number
  /** Absent where there are too few generations for an interval. */
  sample?: Sample
}

/** Both runs' sides. */
export interface Sides {
  old: Side
  new: Side
}

/** What the figures of each run tell of each other's spread. */
export type Priors = Record<keyof Sides, Prior | undefined>

/** ln(nanoseconds for one operation), round by round; empty where the row gave no times. */
export function timeGroups(cell: CellResult, row: Row, op: FigureOp): Groups {
  const operations = perCycle(cell.operations, [op])[op] ?? 1
  const times = timesOf(cell, row, op)
  const ones = times.map(() => operations)
  return pairedLogRatios(times, ones, cell.rounds.generation)
}

/**
 * ln(time / time of its tier's baseline), from pairs within a round; empty for the baseline itself
 * and where there are no pairs.
 */
export function relativeGroups(
  cell: CellResult,
  row: Row,
  rows: readonly Row[],
  op: FigureOp,
): Groups {
  const baseline = baselineOf(row, rows)
  if (baseline === undefined || baseline.id === row.id) return new Map()
  return pairedLogRatios(
    timesOf(cell, row, op),
    timesOf(cell, baseline, op),
    cell.rounds.generation,
  )
}

/** The side of one figure. */
export function sideOf(groups: Groups): Side {
  const estimate = estimateOf(groups)
  if (estimate === undefined) return { figures: [] }
  const sample = sampleOf(groups)
  return { figures: [groups], estimate, ...(sample && { sample }) }
}

/** The side of the mean over several figures; without any estimate where one of them has none. */
export function meanSide(sides: readonly Side[]): Side {
  const estimates = sides.flatMap(({ estimate }) => estimate ?? [])
  if (estimates.length < sides.length || estimates.length === 0) return { figures: [] }
  const figures = sides.flatMap((side) => side.figures)
  const estimate = estimates.reduce((sum, each) => sum + each, 0) / estimates.length
  const sample = meanSample(figures)
  return { figures, estimate, ...(sample && { sample }) }
}

/** What both runs' means have in common. */
export function priorsOfMeans(all: readonly Sides[]): Priors {
  return {
    old: priorOf(all.flatMap((sides) => sides.old.sample ?? [])),
    new: priorOf(all.flatMap((sides) => sides.new.sample ?? [])),
  }
}

/** What both runs' figures have in common, by cell. */
export function priorsOfCells(
  all: ReadonlyMap<string, readonly Sides[]>,
): (cell: string) => Priors {
  const [before, after] = (['old', 'new'] as const).map((run) =>
    priorsOf(
      new Map(
        [...all].map(([cell, sides]) => [cell, sides.flatMap((both) => both[run].sample ?? [])]),
      ),
    ),
  )
  return (cell) => ({ old: before(cell), new: after(cell) })
}

/** Whether the sides allow an interval, so that their ratio counts in the family. */
export function isClaim(sides: Sides): boolean {
  return sides.old.sample !== undefined && sides.new.sample !== undefined
}

/** The ratio of new over old at `level`; `undefined` where one side has no values. */
export function changeOf(sides: Sides, priors: Priors, level: number): Change | undefined {
  const [old, now] = [sides.old, sides.new]
  if (old.estimate === undefined || now.estimate === undefined) return undefined
  const estimate = Math.exp(now.estimate - old.estimate)
  if (old.sample === undefined || now.sample === undefined) return { estimate }
  const difference = differenceOf(
    moderate(now.sample, priors.new),
    moderate(old.sample, priors.old),
  )
  return { estimate, interval: intervalOf(difference, level) }
}
