import { studentQuantile } from './student.js'
import type { Sample } from './trimmed.js'

/**
 * How far from 0 figures may lie whose truth is 0, by what some of them were found to be: the root
 * mean square of their estimates and, since that may be small by luck, Student's t at 97.5 % times
 * the standard error that they have together.
 *
 * @returns `undefined` without samples.
 */
export function boundOf(samples: readonly Sample[]): number | undefined {
  const count = samples.length
  if (count === 0) return undefined
  const sum = (of: (sample: Sample) => number) =>
    samples.reduce((total, sample) => total + of(sample), 0)
  const variance = sum((sample) => sample.variance)
  const square = sum((sample) => sample.variance ** 2 / sample.freedom)
  const freedom = square > 0 ? variance ** 2 / square : sum((sample) => sample.freedom)
  const scatter = Math.sqrt(sum(({ estimate }) => estimate ** 2) / count)
  return scatter + studentQuantile(0.975, freedom) * Math.sqrt(variance / count / count)
}
