/** Two minutes for a machine that others share: many families, resampled from one. */
import { randomOf } from '../../../engines/contract/index.js'
import type { Result } from '../../../results/record/index.js'
import { mean, percent } from './numbers.js'
import { isWithin, range } from './promises.js'
import { mostGenerations, resampledFamily } from './resample.js'
import { scoreMarks } from './score.js'
import { PLANTED } from './set.js'

const FAMILIES = 200
const SEED = 1

/**
 * Nulls that 95 % intervals may call different in the mean. A right method comes to 5.2 % where noise is
 * normal and at most 5.6 % where it has no tails; strays make it careful: 3.7 % with two in ten far out,
 * 0.7 % with four, as on a machine that others keep busy (simulated, 28 generations). What is left to
 * chance in 200 families is half of one per cent. Rounds that are taken for processes come to far more.
 */
export const SHORT_MISSED: readonly [number, number] = [0.005, 0.07]

export interface ShortScore {
  measured: number
  generations: number
  missed: number
  clean: number
  /** By `PLANTED`: the share that was found by its own intervals. */
  found: number[]
}

/** @param generations of each family, unless fewer can be drawn without a link order twice. */
export function scoreShort(measured: Result, generations: number, comparisons: number): ShortScore {
  const random = randomOf(SEED)
  const size = Math.min(generations, mostGenerations(measured))
  const families = Array.from({ length: FAMILIES }, () =>
    scoreMarks(resampledFamily(measured, size, random), comparisons, random),
  )
  return {
    measured: new Set(measured.cells[0]?.rounds.generation).size,
    generations: size,
    missed: mean(families.map(({ missed }) => missed)),
    clean: mean(families.map(({ toldApart }) => Number(toldApart === 0))),
    found: PLANTED.map((_, at) =>
      mean(families.map(({ planted }) => planted[at].own / planted[at].comparisons)),
    ),
  }
}

export function isRight({ missed }: ShortScore): boolean {
  return isWithin(missed, SHORT_MISSED)
}

export function shortText(score: ShortScore): string {
  const found = PLANTED.map((share, at) => `${percent(share, 0)}: ${percent(score.found[at], 0)}`)
  return [
    `${FAMILIES} families of ${score.generations} generations, drawn from ${score.measured}; rows of the same code change places.`,
    `Nulls that their own 95 % intervals call different: ${percent(score.missed)}; ${range(SHORT_MISSED)} is right${isRight(score) ? '' : ', so THIS IS WRONG'}.`,
    `Families without a null that is told apart over all comparisons (Holm): ${percent(score.clean)}; 90 % or more on a quiet machine.`,
    `Planted effects found by their own intervals: ${found.join(', ')}; 2 % in 95 of 100 or more on a quiet machine.`,
    '',
  ].join('\n')
}
