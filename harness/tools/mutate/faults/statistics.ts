import type { Fault } from './fault.js'

const STATS = 'results/analysis/stats/'

/** Estimates, intervals and means. */
export const STATISTICS: readonly Fault[] = [
  {
    file: `${STATS}quantile.ts`,
    find: 'p * (sorted.length - 1)',
    replace: 'p * sorted.length',
    says: 'a quantile lies a value too far up',
    tests: [`${STATS}quantile`],
  },
  {
    file: `${STATS}trimmed.ts`,
    find: 'squares / (kept.length * (kept.length - 1))',
    replace: 'squares / (count * (count - 1))',
    says: 'the winsorised variance is divided by all values, not by those that are left',
    tests: [`${STATS}trimmed`],
  },
  {
    file: `${STATS}trimmed.ts`,
    find: 'freedom: kept.length - 1',
    replace: 'freedom: count - 1',
    says: 'values that were cut off count as degrees of freedom',
    tests: [`${STATS}trimmed`],
  },
  {
    file: `${STATS}trimmed.ts`,
    find: 'count - Math.floor(high * count)',
    replace: 'count - Math.ceil(high * count)',
    says: 'at the high end a value more is cut off than at the low one',
    tests: [`${STATS}trimmed`],
  },
  {
    file: `${STATS}trimmed.ts`,
    find: 'estimate: above.estimate - below.estimate',
    replace: 'estimate: below.estimate - above.estimate',
    says: 'a difference has the wrong sign',
    tests: [`${STATS}trimmed`],
  },
  {
    file: `${STATS}trimmed.ts`,
    find: 'studentQuantile((1 + level) / 2, freedom)',
    replace: 'studentQuantile(level, freedom)',
    says: 'an interval is one of 90 %',
    tests: [`${STATS}trimmed`, `${STATS}coverage`],
  },
  {
    file: `${STATS}trimmed.ts`,
    find: '2 * studentTail(',
    replace: 'studentTail(',
    says: 'the chance of a difference is that of one side',
    tests: [`${STATS}trimmed`, `${STATS}coverage`],
  },
  {
    file: `${STATS}holm.ts`,
    find: 'level / (ordered.length - at)',
    replace: 'level / (ordered.length - 0 * at)',
    says: "Holm's steps are Bonferroni's",
    tests: [`${STATS}holm`],
  },
  {
    file: `${STATS}generations.ts`,
    find: 'Math.log(above) - Math.log(below)',
    replace: 'Math.log(below) - Math.log(above)',
    says: 'a log-ratio has the wrong sign',
    tests: [`${STATS}generations`],
  },
  {
    file: `${STATS}generations.ts`,
    find: 'time < before.time',
    replace: 'time > before.time',
    says: "a generation's value is its slowest round",
    tests: [`${STATS}generations`],
  },
  {
    file: `${STATS}generations.ts`,
    find: 'if (rest.length < others.length) return []',
    replace: '',
    says: 'a mean is taken over the figures that a generation happens to have',
    tests: [`${STATS}generations`],
  },
  {
    file: `${STATS}bound.ts`,
    find: 'Math.sqrt(variance / count / count)',
    replace: 'Math.sqrt(variance / count)',
    says: 'the noise floor of several pairs is that of one',
    tests: [`${STATS}bound`],
  },
  {
    file: `${STATS}student.ts`,
    find: '(t * t) / whole, df / 2, 0.5) / 2',
    replace: '(t * t) / whole, df / 2, 0.5)',
    says: "Student's tail is that of both sides",
    tests: [`${STATS}student`],
  },
  {
    file: `${STATS}gamma.ts`,
    find: '(1 / 360 - square',
    replace: '(1 / 120 - square',
    says: "a coefficient of Stirling's series is wrong",
    tests: [`${STATS}gamma`, `${STATS}student`],
  },
]
