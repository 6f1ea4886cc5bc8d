/**
 * Standard errors that learn from each other. One of six generations is poorly known, and at the
 * level of hundreds of comparisons Student's t with so few degrees of freedom is so wide that
 * nothing could be told. Comparisons of one run are disturbed by one machine, and those of one cell
 * by the same rounds: how their variances scatter tells how much each can be trusted, and the rest
 * is taken from all of them (Smyth 2004, "Linear models and empirical Bayes methods", section 6).
 */
import { digamma, inverseTrigamma, trigamma } from './gamma.js'
import type { Sample } from './sample.js'

/** With fewer there is nothing to learn from. */
const FEWEST = 8

/** A ratio's standard error is not believed to be below this in one round: 0.01 %. */
const LEAST_VARIANCE = 1e-8

/** As good as any number of degrees of freedom. */
const MOST_FREEDOM = 1e6

/** What variances have in common. */
export interface Prior {
  /** The variance of one round, and the degrees of freedom that it is worth. */
  variance: number
  freedom: number
}

/** The prior of a cell; nothing where there is nothing to learn from. */
export type PriorOf = (cell: string) => Prior | undefined

/** Fits one prior to the samples' variances; `undefined` for too few of them. */
export function priorOf(samples: readonly Sample[]): Prior | undefined {
  if (samples.length < FEWEST) return undefined
  return fit([samples]).priorAt(0)
}

/**
 * Fits a prior to each cell's variances: they lie about a middle of the cell's own, and scatter as
 * much in one cell as in any other. Cells with too few are taken as the whole run is.
 */
export function priorsOf(cells: ReadonlyMap<string, readonly Sample[]>): PriorOf {
  const whole = priorOf([...cells.values()].flat())
  const large = [...cells].filter(([, samples]) => samples.length >= FEWEST)
  if (large.length === 0) return () => whole
  const { priorAt } = fit(large.map(([, samples]) => samples))
  const own = new Map(large.map(([cell], at) => [cell, priorAt(at)]))
  return (cell) => own.get(cell) ?? whole
}

/** Fits groups' priors: a middle for each, one number of degrees of freedom for all. */
function fit(groups: ReadonlyArray<readonly Sample[]>): { priorAt: (group: number) => Prior } {
  const logs = groups.map((samples) => samples.map(logVariance))
  const centres = logs.map(mean)
  const squares = logs.flatMap((group, at) => group.map((log) => (log - centres[at]) ** 2))
  const spread = sum(squares) / (squares.length - groups.length)
  const excess = spread - mean(groups.flat().map(({ freedom }) => trigamma(freedom / 2)))
  const freedom = excess <= 0 ? MOST_FREEDOM : Math.min(MOST_FREEDOM, 2 * inverseTrigamma(excess))
  const bias = excess <= 0 ? 0 : digamma(freedom / 2) - Math.log(freedom / 2)
  return { priorAt: (group) => ({ variance: Math.exp(centres[group] + bias), freedom }) }
}

/** The logarithm of a round's variance, free of the bias that few degrees of freedom give it. */
function logVariance(sample: Sample): number {
  const half = sample.freedom / 2
  return Math.log(perRound(sample)) - digamma(half) + Math.log(half)
}

/** A sample with what the prior knows of its variance. */
export function moderate(sample: Sample, prior: Prior | undefined): Sample {
  const own = perRound(sample)
  if (prior === undefined) return { ...sample, variance: own / sample.rounds }
  const freedom = sample.freedom + prior.freedom
  const variance = (sample.freedom * own + prior.freedom * prior.variance) / freedom
  return { ...sample, freedom, variance: variance / sample.rounds }
}

/** Variances of different numbers of rounds are brought to one. */
function perRound({ rounds, variance }: Sample): number {
  return Math.max(variance * rounds, LEAST_VARIANCE)
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length
}
