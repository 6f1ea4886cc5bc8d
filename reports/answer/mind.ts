/** Cautions in a few words each, the gravest first. */

import { KERNEL_TIERS } from '../../engines/contract/index.js'
import type { Analysis, Warning } from '../../results/analysis/index.js'
import { formatEffect, warningName } from '../phrases/index.js'
import { listWords, plural, printable } from '../text/index.js'
import type { Source } from './sources.js'

/** What a warning comes to, by its code; the order is how grave they are. */
const WORDS: ReadonlyArray<readonly [code: string, words: Words]> = [
  ['row-failed', failedWords],
  ['interrupted', interruptedWords],
  ['partial', () => 'shards of the run are missing: merge again when they are complete'],
  ['mixed', () => 'merged of shards that were not made alike'],
  ['not-alone', () => 'another run measured on this CPU: run it again alone'],
  ['contradiction', unexplainedWords],
  ['compiler-decides', (where) => `the compiler decides in ${where}`],
  ['same-work-apart', (where) => `same work, different times, in ${where}`],
  ['no-null-row', (where) => `no noise floor in ${where}`],
  ['few-generations', () => 'few processes: give it more time'],
  ['busy-before', (_, __, analysis) => busyWords(analysis, 'before')],
  ['busy-after', (_, __, analysis) => busyWords(analysis, 'after')],
  [
    'null-band-wide',
    (where, warning, { cells }) => `noise floor up to ${widest(warning, cells)} in ${where}`,
  ],
  ['virtualised', () => 'virtual machine: quote ratios, not times'],
  ['stolen', () => 'the host took processor time away'],
  ['throttled', () => 'slowed for heat: quote ratios, not times'],
  ['frequency', () => 'the clock rate changed: quote ratios, not times'],
  ['powersave', () => 'governor powersave: quote ratios, not times'],
  ['ratio-modes', (where) => `figures with two values in ${where}: quote both`],
  ['times-apart', (where) => `times of one engine differ in ${where}: quote ratios`],
  ['unsettled', (where) => `times were still moving in ${where}`],
  ['drift', (where) => `times drifted in ${where}`],
  ['two-modes', (where) => `times fall into two groups in ${where}`],
  ['clock-coarse', (where) => `the clock is coarse for ${where}`],
  ['migrated', () => 'processes were moved from CPU to CPU'],
  ['outliers', (where) => `rounds far from the others in ${where}`],
]

/** @param where the cells that a warning touches, in a word or two. */
type Words = (where: string, warning: Warning, analysis: Analysis) => string

/** From here on a caution says how far figures carry, and not that some are wrong. */
const CARRIES = 'few-generations'

export function mindOf(analysis: Analysis, sources: readonly Source[]): string[] {
  const order = new Map(WORDS.map(([code], at) => [code, at]))
  const shown = analysis.warnings
    .filter(({ code }) => code !== 'busy-after' || !isBusyTwice(analysis))
    .toSorted((a, b) => (order.get(a.code) ?? -1) - (order.get(b.code) ?? -1))
    .map((warning) => ({ code: warning.code, words: wordsOf(warning, analysis) }))
  const at = shown.findIndex(({ code }) => (order.get(code) ?? -1) >= (order.get(CARRIES) ?? 0))
  const before = at < 0 ? shown.length : at
  const words = shown.map((one) => one.words)
  return [...words.slice(0, before), ...missing(analysis, sources), ...words.slice(before)].map(
    printable,
  )
}

function wordsOf(warning: Warning, analysis: Analysis): string {
  const known = WORDS.find(([code]) => code === warning.code)
  return known === undefined
    ? `${warningName(warning)}: ${warning.message}`.slice(0, 90)
    : known[1](many(warning.cells), warning, analysis)
}

/** Code that could have answered and was not there, what has times alone, and what TypeScript cannot say. */
function missing({ absent }: Analysis, sources: readonly Source[]): string[] {
  const [first] = sources
  const alone = sources
    .filter(({ baseline, tier }) => baseline === undefined && !tier.startsWith(KERNEL_TIERS))
    .flatMap(({ shapes }) => shapes.map(({ id }) => id))
  return [
    ...(alone.length === 0
      ? []
      : [`${listWords(alone)}: times alone, for want of a per-page of its tier and format`]),
    ...absent.map(({ tier, why }) => `${ABSENT[tier] ?? tier} not timed: ${why}`.slice(0, 90)),
    ...(first?.tier === 'ts' ? ['TypeScript: its times say nothing of indirect calls'] : []),
  ]
}

const ABSENT: Record<string, string> = { native: 'our C', linux: "a kernel's own code" }

function many(cells: readonly string[] = []): string {
  const [only] = cells
  return cells.length === 1 && only !== undefined ? only : plural(cells.length, 'cell')
}

/** `native/punt failed (died in 64M@4K): the other rows are valid`. */
function failedWords(_: string, { about }: Warning, { rows }: Analysis): string {
  const row = rows.find(({ id }) => id === about)
  const { failure } = row ?? {}
  const why = failure === undefined ? '' : ` (${failure.kind} in ${failure.cell})`
  const rest = row?.role === 'baseline' ? 'no speed-ups' : 'the other rows are valid'
  return `${about ?? 'a row'} failed${why}: ${rest}`
}

function interruptedWords(_: string, __: Warning, { cells }: Analysis): string {
  const without = cells.filter(({ rounds }) => rounds === 0).length
  return without === 0
    ? 'interrupted before its time was over'
    : `interrupted: ${without} of ${plural(cells.length, 'cell')} not measured`
}

/** `1M@4K/scatter-16K map: punt over range-gather 1.17 x, no count explains it`. */
function unexplainedWords(_: string, { cells = [], figure = '' }: Warning): string {
  const others = cells.length - 1
  const more = others === 0 ? '' : ` (${plural(others, 'other cell')} too)`
  return `${figure}, no count explains it${more}`
}

function busyWords(analysis: Analysis, when: 'before' | 'after'): string {
  const times = isBusyTwice(analysis) ? (['before', 'after'] as const) : [when]
  const cpus = times.flatMap((time) => analysis.machine[time]?.busyCpus.toFixed(1) ?? [])
  return `other programs kept ${listWords([...new Set(cpus)])} CPUs busy ${listWords(times)} the run`
}

/** Of which one line tells. */
function isBusyTwice({ warnings }: Analysis): boolean {
  return BUSY.every((code) => warnings.some((warning) => warning.code === code))
}

const BUSY = ['busy-before', 'busy-after']

function widest({ cells: touched = [] }: Warning, cells: Analysis['cells']): string {
  const bands = cells
    .filter(({ id }) => touched.includes(id))
    .flatMap(({ nullBand, nullBands = {} }) => [nullBand, ...Object.values(nullBands)])
    .flatMap((band) => Object.values(band))
  return formatEffect(Math.max(0, ...bands))
}
