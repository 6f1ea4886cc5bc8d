/** How well intervals and verdicts did where the truth is known. */
import { type Random, randomOf } from '../../../engines/contract/index.js'
import { analyse, type SampledSpeedup, sampledSpeedups } from '../../../results/analysis/index.js'
import { spanOf } from '../../../results/analysis/stats/index.js'
import type { Result } from '../../../results/record/index.js'
import { mean } from './numbers.js'
import { foundAmong } from './padded-holm.js'
import { everyBaseline, withNullRows } from './roles.js'
import { PLANTED, plantedOf } from './set.js'

const LEVEL = 0.95

/** What one family of comparisons came to. */
export interface FamilyScore {
  generations: number
  /** Comparisons of rows that are the baseline once more: map, unmap and sum of every cell. */
  nulls: number
  /** How many of them were told apart from 1 over all comparisons of the family. */
  toldApart: number
  /** The share of nulls that single intervals leave out, over every choice of the baseline. */
  missed: number
  /** Nulls judged as a run's rows are, noise floor included, and how many were resolved. */
  judged: { nulls: number; resolved: number }
  /** By planted effect, in the order of `PLANTED`. */
  planted: PlantedScore[]
  /** Half widths of all intervals, as a ratio's distance from 1. */
  halfWidths: number[]
}

export interface PlantedScore {
  comparisons: number
  /** How many were found, on the right side: by their own interval, and among a run's comparisons. */
  own: number
  byHolm: number
}

/** @param comparisons that a run makes, for what its effects have to clear. */
export function scoreFamily(family: Result, comparisons: number): FamilyScore {
  return {
    ...scoreMarks(family, comparisons, randomOf(family.options.seed)),
    missed: mean(
      everyBaseline(family).map((one) => missedShare(nullsAmong(sampledSpeedups(one).speedups))),
    ),
    judged: scoreVerdicts(family),
  }
}

/** The score of a family by its own baseline alone, without verdicts. */
export function scoreMarks(
  family: Result,
  comparisons: number,
  random: Random,
): Omit<FamilyScore, 'judged'> {
  const { speedups, threshold } = sampledSpeedups(family)
  const nulls = nullsAmong(speedups)
  const chances = nulls.map(({ chance }) => chance)
  return {
    generations: Math.max(...family.cells.map(({ rounds }) => new Set(rounds.generation).size)),
    nulls: nulls.length,
    toldApart: chances.filter((chance) => chance <= threshold).length,
    missed: missedShare(nulls),
    planted: PLANTED.map((share) => {
      const own = speedups.filter(({ row }) => plantedOf(row) === share)
      const slower = own.filter(({ sample }) => sample.estimate < 0).map(({ chance }) => chance)
      return {
        comparisons: own.length,
        own: slower.filter((chance) => chance <= 1 - LEVEL).length,
        byHolm: foundAmong(slower, chances, comparisons, 1 - LEVEL, random),
      }
    }),
    halfWidths: speedups.map(({ sample }) => {
      const { estimate, high } = spanOf(sample, LEVEL)
      return Math.expm1(high - estimate)
    }),
  }
}

/** The share of nulls whose own interval leaves 1 out. */
function missedShare(nulls: readonly SampledSpeedup[]): number {
  return nulls.filter(({ chance }) => chance <= 1 - LEVEL).length / nulls.length
}

function scoreVerdicts(family: Result): FamilyScore['judged'] {
  const { cells, rows } = analyse(withNullRows(family))
  const claims = rows.filter(({ id, role }) => role === 'shape' && plantedOf(id) === 0)
  const figures = cells.flatMap((cell) =>
    claims.flatMap(({ id }) => Object.values(cell.figures[id] ?? {})),
  )
  return {
    nulls: figures.length,
    resolved: figures.filter(({ verdict }) => verdict === 'resolved').length,
  }
}

function nullsAmong(speedups: readonly SampledSpeedup[]): SampledSpeedup[] {
  return speedups.filter(({ row }) => plantedOf(row) === 0)
}
