import { type Fault, inFile } from './fault.js'

const ANALYSIS = 'results/analysis/'
/** What looks at whole analyses, after the tests of the file itself. */
const WHOLE = [`${ANALYSIS}analyse`, `${ANALYSIS}formats`, `${ANALYSIS}warnings/warnings`]
const COMPARE = `${ANALYSIS}compare/`

/** What the analysis says of figures, and what a gate lets pass. */
export const VERDICTS: readonly Fault[] = [
  ...inFile(`${ANALYSIS}ratios/judge.ts`, [`${ANALYSIS}relations/relation`, ...WHOLE], {
    'a ratio below the noise floor is resolved': [
      'effectOf(estimate) <= floor',
      'effectOf(estimate) <= 0 * floor',
    ],
  }),
  ...inFile(`${ANALYSIS}ratios/judge.ts`, WHOLE, {
    'what is faster is called slower': [
      "estimate > 1 ? 'above' : 'below'",
      "estimate < 1 ? 'above' : 'below'",
    ],
  }),
  ...inFile(`${ANALYSIS}ratios/judge.ts`, [`${ANALYSIS}ratios/judge`, ...WHOLE], {
    'half as fast is a smaller effect than twice as fast': [
      'Math.exp(Math.abs(Math.log(ratio))) - 1',
      'Math.abs(ratio - 1)',
    ],
  }),
  ...inFile(`${ANALYSIS}ratios/judge.ts`, WHOLE, {
    'less is said to be resolvable than the floor allows': [
      'smallestResolvable: Math.max(leastToldApart(sample, threshold), floor ?? 0)',
      'smallestResolvable: Math.min(leastToldApart(sample, threshold), floor ?? 0)',
    ],
  }),
  ...inFile(`${ANALYSIS}ratios/judge.ts`, [`${ANALYSIS}ratios/judge`, ...WHOLE], {
    'whether a ratio was measured is up to its size': [
      'high / low <= WIDEST',
      'high - low <= WIDEST',
    ],
  }),
  ...inFile(`${ANALYSIS}relations/relation.ts`, [`${ANALYSIS}relations/relation`], {
    'fewer instructions are the same work': [
      'Math.abs(moreInstructions) <= SAME_INSTRUCTIONS',
      'moreInstructions <= SAME_INSTRUCTIONS',
    ],
    'work is the same whatever an operation takes besides its pages': [
      ' && Math.abs(moreAnOperation) <= SAME_FIXED',
      ' && Math.abs(moreAnOperation) <= 1e9 * SAME_FIXED',
    ],
    'where counts explain nothing, a difference is no contradiction': [
      "resolved ? 'contradiction' : 'same-calls'",
      "resolved ? 'same-calls' : 'contradiction'",
    ],
    'instructions of an operation are reported as those of a page': [
      'perPage: cycle / (bytes / pageOf(cell))',
      'perPage: (pageOf(cell) * cycle) / (operations * pageOf(cell))',
    ],
  }),
  ...inFile(`${ANALYSIS}comparisons/means.ts`, [`${ANALYSIS}comparisons/means`], {
    'cells of equal calls draw a mean towards 1': [
      'series.every((one) => one[at] && differs(one[at]))',
      'series.some((one) => one[at] && differs(one[at]))',
    ],
    'means of a group are taken over unequal cells': [
      'compared.every((one) => one.has(cell))',
      'compared.some((one) => one.has(cell))',
    ],
  }),
  ...inFile(`${ANALYSIS}ratios/pairs.ts`, [`${ANALYSIS}analyse`], {
    'a speed-up is the shape over per-page': [
      'other && contrast(cell, other, row, op)',
      'other && contrast(cell, row, other, op)',
    ],
  }),
  ...inFile(`${ANALYSIS}ratios/pairs.ts`, WHOLE, {
    'what is left on the table is upside down': [
      'contrast(cell, row, punt, op, row)',
      'contrast(cell, punt, row, op, row)',
    ],
  }),
  ...inFile(`${ANALYSIS}relations/cell.ts`, [`${ANALYSIS}relations/cell.test`, ...WHOLE], {
    'map and unmap together are the map alone where there is no unmap': [
      'map == null || other == null ? null : map + other',
      'map == null ? null : map + (other ?? 0)',
    ],
  }),
  ...inFile(`${ANALYSIS}figures/figures.ts`, WHOLE, {
    'the time of a page is that of a byte': [
      'nsPerPage: ns / (bytes / pageOf(cell))',
      'nsPerPage: ns / (bytes / pageOf(cell) ** 0)',
    ],
  }),
  ...inFile(`${ANALYSIS}ratios/noise.ts`, WHOLE, {
    'the noise floor is a logarithm, beside ratios': [
      'effectOf(Math.exp(bound))',
      'Math.log(1 + effectOf(Math.exp(bound)))',
    ],
  }),
  ...inFile(`${ANALYSIS}ratios/dilution.ts`, [`${ANALYSIS}ratios/dilution`], {
    'what costs beside its calls dilutes nothing': [
      '(ns + other) / (ns / ratio + other)',
      '(ns + other) / ((ns + other) / ratio)',
    ],
  }),
  ...inFile(`${ANALYSIS}comparisons/over-old.ts`, [`${ANALYSIS}comparisons/over-old`], {
    'the series against the old ops is upside down': [
      'contrast(cell, old, row, op)',
      'contrast(cell, row, old, op)',
    ],
  }),
  ...inFile(`${ANALYSIS}comparisons/common-maps.ts`, [`${ANALYSIS}comparisons/common-maps`], {
    "what a shape's own map leaves in the caches has the wrong sign": [
      'differenceOf(samples.own, samples.common)',
      'differenceOf(samples.common, samples.own)',
    ],
  }),
  ...inFile(`${ANALYSIS}relations/steps.ts`, [`${ANALYSIS}relations/steps`, ...WHOLE], {
    'a step is taken from the farthest rung': [
      'timed(rungs).slice(0, 1)',
      'timed(rungs).slice(-1)',
    ],
  }),
  ...inFile(`${COMPARE}gate.ts`, [`${COMPARE}gate`], {
    'a figure is worse by its estimate, whatever its interval holds': [
      'interval.low > above',
      'interval.estimate > above',
    ],
    'what got better is held against another bound than what got worse': [
      '[1 + gate, 1 / (1 + gate)]',
      '[1 + gate, 1 - gate]',
    ],
    'fewer large leaves are better, and more are worse': [
      "counter !== 'blockLeaves'",
      "counter !== 'pageLeaves'",
    ],
  }),
  ...inFile(`${COMPARE}counts.ts`, [`${COMPARE}compare.test`, `${COMPARE}gate`], {
    'counts of tapes of unequal length are compared as they are': [
      'BigInt(before) * BigInt(now.operations)',
      'BigInt(before) * BigInt(old.operations)',
    ],
  }),
  ...inFile(`${COMPARE}interval.ts`, [`${COMPARE}interval`, `${COMPARE}compare.test`], {
    'a change is old over new': [
      'Math.exp(now.estimate - old.estimate)',
      'Math.exp(old.estimate - now.estimate)',
    ],
  }),
]
