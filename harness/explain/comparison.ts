import {
  COUNTER_NAMES,
  COUNTERS,
  type Counts,
  indirectCalls,
  opCalls,
} from '../../engines/index.js'

/** A figure that two engines differ in. */
export interface Difference {
  name: string
  /** What is counted. */
  what: string
  first: number
  second: number
}

/** Sums of counters that the series and its reviewers count in. */
const SUMS = [
  { name: 'opCalls', what: 'core to driver plus driver to table', of: opCalls },
  { name: 'indirectCalls', what: 'op calls, TLB ops and iotlb syncs', of: indirectCalls },
] as const

/** What an operation came to. */
export interface Figures {
  counts: Counts
  instructions?: number
}

/** The sums and counters that differ, in the order in which they are defined; instructions last. */
export function differences(one: Figures, other: Figures): Difference[] {
  const [a, b] = [one.counts, other.counts]
  const figures = [
    ...SUMS.map(({ name, what, of }) => ({ name, what, first: of(a), second: of(b) })),
    ...COUNTER_NAMES.map((name) => ({
      name,
      what: COUNTERS[name],
      first: a[name],
      second: b[name],
    })),
    {
      name: 'instructions',
      what: 'of all layers, once tables that stay are there',
      first: one.instructions,
      second: other.instructions,
    },
  ]
  return figures.flatMap(({ first, second, ...figure }) =>
    first === undefined || second === undefined || first === second
      ? []
      : [{ ...figure, first, second }],
  )
}

/** By what factor the second differs from the first: `/ 2`, `x 512`; a dash where one is 0. */
export function factor({ first, second }: Difference): string {
  if (first === 0 || second === 0) return '-'
  return first > second ? `/ ${short(first / second)}` : `x ${short(second / first)}`
}

/** Three digits say how far apart two counts are, more where three would say that they are equal. */
function short(ratio: number): string {
  const digits = [3, 4, 5, 6].find((precision) => Number(ratio.toPrecision(precision)) !== 1)
  return String(Number(ratio.toPrecision(digits ?? 7)))
}
