/** Cautions in a few words each, the gravest first. */
import type { Analysis, Warning } from '../../results/analysis/types.js'
import { plural } from '../words/terms.js'
import { printable } from '../words/text.js'
import { warningName } from '../words/touched.js'
import type { Source } from './sources.js'

/** What a warning comes to, by its code; the order is how grave they are. */
const WORDS: ReadonlyArray<readonly [code: string, words: (warning: Warning) => string]> = [
  [
    'row-failed',
    ({ about, message }) => `${about ?? 'a row'} failed${kindOf(message)}: the other rows hold`,
  ],
  [
    'interrupted',
    ({ message }) =>
      `interrupted${message.includes('cells') ? message.slice(message.indexOf(':')).replace(/ have no rounds$/, ' not measured') : ' before its time was over'}`,
  ],
  ['not-alone', () => 'another run measured on this CPU: run it again alone'],
  [
    'contradiction',
    ({ cells }) => `same calls, yet other times, in ${many(cells)}: do not quote those`,
  ],
  ['compiler-decides', ({ cells }) => `the compiler decides in ${many(cells)}`],
  ['same-work-apart', ({ cells }) => `same work, yet other times, in ${many(cells)}`],
  ['no-null-row', ({ cells }) => `no noise floor in ${many(cells)}`],
  ['few-generations', () => 'few processes: give it more time'],
  ['busy-before', ({ message }) => `other programs kept ${busy(message)} busy before the run`],
  ['busy-after', ({ message }) => `other programs kept ${busy(message)} busy after the run`],
  [
    'null-band-wide',
    ({ cells, message }) =>
      `noise floor up to ${/[\d.]+ %/.exec(message)?.[0] ?? 'high'} in ${many(cells)}`,
  ],
  ['virtualised', () => 'virtual machine: quote ratios, not times'],
  ['stolen', () => 'the host took processor time away'],
  ['throttled', () => 'slowed for heat: quote ratios, not times'],
  ['frequency', () => 'the clock rate changed: quote ratios, not times'],
  ['powersave', () => 'governor powersave: quote ratios, not times'],
  ['ratio-modes', ({ cells }) => `figures with two values in ${many(cells)}: quote both`],
  ['times-apart', ({ cells }) => `times of one engine differ in ${many(cells)}: quote ratios`],
  ['unsettled', ({ cells }) => `times were still moving in ${many(cells)}`],
  ['drift', ({ cells }) => `times drifted in ${many(cells)}`],
  ['two-modes', ({ cells }) => `times fall into two groups in ${many(cells)}`],
  ['clock-coarse', ({ cells }) => `the clock is coarse for ${many(cells)}`],
  ['migrated', () => 'processes were moved from CPU to CPU'],
  ['outliers', ({ cells }) => `rounds far from the others in ${many(cells)}`],
]

/** From here on a caution says how far figures carry, and not that some are wrong. */
const CARRIES = 'few-generations'

export function mindOf(analysis: Analysis, sources: readonly Source[]): string[] {
  const order = new Map(WORDS.map(([code], at) => [code, at]))
  const told = analysis.warnings
    .toSorted((a, b) => (order.get(a.code) ?? -1) - (order.get(b.code) ?? -1))
    .map((warning) => ({ code: warning.code, words: wordsOf(warning) }))
  const at = told.findIndex(({ code }) => (order.get(code) ?? -1) >= (order.get(CARRIES) ?? 0))
  const before = at < 0 ? told.length : at
  const words = told.map((one) => one.words)
  return [...words.slice(0, before), ...missing(analysis, sources), ...words.slice(before)].map(
    printable,
  )
}

function wordsOf(warning: Warning): string {
  const known = WORDS.find(([code]) => code === warning.code)
  return known === undefined
    ? `${warningName(warning)}: ${warning.message}`.slice(0, 90)
    : known[1](warning)
}

/** Code that could have answered and was not there, and what TypeScript cannot say. */
function missing({ absent }: Analysis, [first]: readonly Source[]): string[] {
  return [
    ...absent.map(({ tier, why }) => `${ABSENT[tier] ?? tier} not timed: ${why}`.slice(0, 90)),
    ...(first?.tier === 'ts' ? ['TypeScript: its times say nothing of indirect calls'] : []),
  ]
}

const ABSENT: Record<string, string> = { native: 'our C', linux: "a kernel's own code" }

function many(cells: readonly string[] = []): string {
  const [only] = cells
  return cells.length === 1 && only !== undefined ? only : plural(cells.length, 'cell')
}

function kindOf(message: string): string {
  const kind = /failed \(([\w-]+), /.exec(message)?.[1]
  return kind === undefined ? '' : ` (${kind})`
}

function busy(message: string): string {
  return /[\d.]+ CPUs/.exec(message)?.[0] ?? 'CPUs'
}
