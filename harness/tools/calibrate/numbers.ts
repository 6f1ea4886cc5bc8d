/** Small sums over scores, and how shares are written. */
import { quantile } from '../../../results/analysis/stats/index.js'

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

/** NaN without values, as all of these. */
export function mean(values: readonly number[]): number {
  return sum(values) / values.length
}

export function quantileOf(values: readonly number[], p: number): number {
  return quantile(values, p) ?? Number.NaN
}

/** `12.3 %`. */
export function percent(share: number, digits = 1): string {
  return `${(100 * share).toFixed(digits)} %`
}
