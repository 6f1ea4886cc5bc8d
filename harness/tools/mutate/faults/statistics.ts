import { type Fault, inFile } from './fault.js'

const STATS = 'results/analysis/stats/'

/** Estimates, intervals and means. */
export const STATISTICS: readonly Fault[] = [
  ...inFile(`${STATS}quantile.ts`, [`${STATS}quantile`], {
    'a quantile lies a value too far up': ['p * (sorted.length - 1)', 'p * sorted.length'],
  }),
  ...inFile(`${STATS}trimmed.ts`, [`${STATS}trimmed`], {
    'the winsorised variance is divided by all values, not by those that are left': [
      'squares / (kept.length * (kept.length - 1))',
      'squares / (count * (count - 1))',
    ],
    'values that were cut off count as degrees of freedom': [
      'freedom: kept.length - 1',
      'freedom: count - 1',
    ],
    'at the high end a value more is cut off than at the low one': [
      'count - Math.floor(high * count)',
      'count - Math.ceil(high * count)',
    ],
    'a difference has the wrong sign': [
      'estimate: above.estimate - below.estimate',
      'estimate: below.estimate - above.estimate',
    ],
  }),
  ...inFile(`${STATS}trimmed.ts`, [`${STATS}trimmed`, `${STATS}coverage`], {
    'an interval is one of 90 %': [
      'studentQuantile((1 + level) / 2, freedom)',
      'studentQuantile(level, freedom)',
    ],
    'the chance of a difference is that of one side': ['2 * studentTail(', 'studentTail('],
  }),
  ...inFile(`${STATS}holm.ts`, [`${STATS}holm`], {
    "Holm's steps are Bonferroni's": [
      'level / (ordered.length - at)',
      'level / (ordered.length - 0 * at)',
    ],
  }),
  ...inFile(`${STATS}generations.ts`, [`${STATS}generations`], {
    'a log-ratio has the wrong sign': [
      'Math.log(above) - Math.log(below)',
      'Math.log(below) - Math.log(above)',
    ],
    "a generation's value is its slowest round": [
      'Math.min(before.above, own)',
      'Math.max(before.above, own)',
    ],
    'a mean is taken over the figures that a generation happens to have': [
      'if (rest.length < others.length) return []',
      '',
    ],
  }),
  ...inFile(`${STATS}bound.ts`, [`${STATS}bound`], {
    'the noise floor of several pairs is that of one': [
      'Math.sqrt(variance / count / count)',
      'Math.sqrt(variance / count)',
    ],
  }),
  ...inFile(`${STATS}student.ts`, [`${STATS}student`], {
    "Student's tail is that of both sides": [
      '(t * t) / whole, df / 2, 0.5) / 2',
      '(t * t) / whole, df / 2, 0.5)',
    ],
  }),
  ...inFile(`${STATS}student.ts`, [`${STATS}student`], {
    "a coefficient of Stirling's series is wrong": ['(1 / 360 - square', '(1 / 120 - square'],
  }),
]
