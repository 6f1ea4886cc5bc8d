/**
 * Standard errors that learn from each other. One of six generations is poorly known, and at the
 * level of hundreds of comparisons Student's t with so few degrees of freedom is so wide that
 * nothing could be told. Comparisons of one run are disturbed by one machine: how their variances
 * scatter tells how much each can be trusted, and the rest is taken from all of them (Smyth 2004,
 * "Linear models and empirical Bayes methods", section 6).
 */
import { digamma, inverseTrigamma, trigamma } from './gamma.js'
import type { Sample } from './sample.js'

/** With fewer there is nothing to learn from. */
const FEWEST = 8

/** A ratio's standard error is not believed to be below this in one round: 0.01 %. */
const LEAST_VARIANCE = 1e-8

/** As good as any number of degrees of freedom. */
const MOST_FREEDOM = 1e6

/** What the variances of a run have in common. */
export interface Prior {
  /** The variance of one round, and the degrees of freedom that it is worth. */
  variance: number
  freedom: number
}

/** Fits the prior to the samples' variances; `undefined` for too few of them. */
export function priorOf(samples: readonly Sample[]): Prior | undefined {
  if (samples.length < FEWEST) return undefined
  const logs = samples.map((sample) => {
    const half = sample.freedom / 2
    return Math.log(perRound(sample)) - digamma(half) + Math.log(half)
  })
  const centre = mean(logs)
  const spread = logs.map((log) => (log - centre) ** 2 * (logs.length / (logs.length - 1)))
  const excess = mean(spread) - mean(samples.map(({ freedom }) => trigamma(freedom / 2)))
  if (excess <= 0) return { variance: Math.exp(centre), freedom: MOST_FREEDOM }
  const freedom = Math.min(MOST_FREEDOM, 2 * inverseTrigamma(excess))
  const variance = Math.exp(centre + digamma(freedom / 2) - Math.log(freedom / 2))
  return { variance, freedom }
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

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
