/** A comparison in sentences, and how its figures are written. */

import { MODE_FACTS, MODES } from '../../engines/contract/index.js'
import {
  type Basis,
  type Change,
  type Comparison,
  type CountChange,
  DEFAULT_COL,
  DEFAULT_ROW,
  type Difference,
  effectOf,
  type InstructionChange,
  type Judgement,
  type Key,
  type NotCompared,
  type Pace,
  type RunComparison,
} from '../../results/analysis/compare/index.js'
import {
  changeOfInstructions,
  formatCount,
  formatEffect,
  formatPercent,
  formatRatio,
  intervalWords,
  LAYOUT_WORDS,
  MARKS,
  NOT_MEASURABLE,
  OP_WORDS,
  WORKLOAD_WORDS,
} from '../phrases/index.js'
import { capital, listWords, plural, present } from '../text/index.js'

/** What a ratio is of, by basis. */
export const BASIS_WORDS: Record<Basis, string> = {
  time: 'time, new / old',
  'speed-up': "time over per-page's, new / old",
}

/** Marks a figure whose engine counts another number of something. */
const COUNTS_CHANGED = '#'

/** Beyond this an effect only says that nothing can be seen. */
const MOST_EFFECT = 9

/** An effect, as a ratio's distance from 1: `3.4 %`, `2.50 x`, `over 10 x`. */
export function effectWords(effect: number): string {
  return effect > MOST_EFFECT ? `over ${MOST_EFFECT + 1} x` : formatEffect(effect)
}

/** Near 1 a ratio is written to a thousandth: gates are set at a few per cent. */
export function bare(ratio: number): string {
  if (ratio < 0.001) return '<0.001'
  if (ratio > 1000) return '>1000'
  return ratio > 0.5 && ratio < 2 ? ratio.toFixed(3) : formatRatio(ratio).replace(' x', '')
}

/** Writes a change: `1.034 x [1.012, 1.057]`. */
export function formatChange({ estimate, interval }: Change): string {
  const bounds = interval ? `[${bare(interval.low)}, ${bare(interval.high)}]` : '(no interval)'
  return `${bare(estimate)} x ${bounds}`
}

/** A change with its mark: `~` before what is not resolved, `#` behind changed counts. */
export function changeWords(
  { changes, verdict }: Judgement,
  basis: Basis,
  countsChanged = false,
): string {
  const change = changes[basis]
  const mark = countsChanged ? ` ${COUNTS_CHANGED}` : ''
  if (change === undefined) return `${MARKS.missing}${mark}`
  if (verdict === 'not-measurable') return `${NOT_MEASURABLE}${mark}`
  const text = formatChange(change)
  return `${verdict === 'not-resolved' ? `${MARKS['not-resolved']} ${text}` : text}${mark}`
}

/** Whether the user asked for figures laid out in a way of their own. */
export function isLaidOut({ request: { col, row } }: Comparison): boolean {
  return row.join() !== DEFAULT_ROW.join() || col.join() !== DEFAULT_COL.join()
}

/** Why verdicts rest on what they do. */
function basisSentence({ basis, differences, sameRun }: RunComparison, asked: boolean): string {
  if (sameRun) return 'Both are the same run: nothing differs, and every ratio is 1.'
  if (basis === 'time') {
    return differences.some(({ machine }) => machine)
      ? 'Verdicts rest on times, as was asked, although the machines differ.'
      : 'Verdicts rest on times: both runs name the same machine.'
  }
  return asked
    ? "Verdicts rest on speed-ups over per-page, as was asked; per-page's own rows are not judged."
    : "Verdicts rest on speed-ups over per-page, since the machines differ; per-page's own rows are not judged."
}

/** What was counted, and in how many places it is not what it was. */
function countsSentence({ counts }: RunComparison): string {
  if (counts.compared === 0) return 'No counts can be compared.'
  const engines = new Set(counts.changed.map(({ engine }) => engine)).size
  const cells = new Set(counts.changed.map(({ cell }) => cell)).size
  const compared = `${plural(counts.compared, 'comparison')} (engine, cell, direction)`
  return counts.changed.length === 0
    ? `Counts: all the same in ${compared}.`
    : `Counts: ${plural(counts.changed.length, 'count')} changed, of ${plural(engines, 'engine')} in ${plural(cells, 'cell')}; ${compared}.`
}

/** Instructions a page: `41.0 -> 37.0 (-9.8 %)`. */
export function instructionWords({
  old,
  new: now,
}: Pick<InstructionChange, 'old' | 'new'>): string {
  const share =
    old === 0 ? '' : ` (${now < old ? '-' : '+'}${formatPercent(Math.abs(now / old - 1))})`
  return `${changeOfInstructions(old, now)}${share}`
}

/** What came of the runs' instructions; nothing where neither run counted any. */
function instructionsSentence({ instructions }: RunComparison): string | undefined {
  const { changed, compared, counted, reasons } = instructions
  if (!counted.old && !counted.new) return undefined
  const all = `${plural(compared, 'comparison')} (engine, cell, direction)`
  const said =
    changed.length === 0
      ? `all the same in ${all}`
      : `${formatCount(changed.length)} changed, of ${all}`
  return present([
    compared > 0 && `Instructions a page: ${said}.`,
    ...reasons.map((reason) => `Instructions are not compared: ${reason}.`),
  ]).join(' ')
}

/** What can be said of a newer run as a whole, a sentence or two each. */
export function runSentences(
  run: RunComparison,
  { by }: Comparison['request'],
): Record<'basis' | 'counts', string> & Record<'instructions' | 'pace', string | undefined> {
  return {
    basis: basisSentence(run, by !== undefined),
    counts: countsSentence(run),
    instructions: instructionsSentence(run),
    pace: paceSentence(run),
  }
}

/** A pace that is further from 1 than this is worth a word. */
const MOVED = 0.03

/** The paces that moved, where times are compared. */
export function movedPaces({ basis, paces }: Pick<RunComparison, 'basis' | 'paces'>): Pace[] {
  return paces.filter(({ change }) => basis === 'time' && effectOf(change.estimate) > MOVED)
}

/** What the baselines and limits did: where their code is the same, that is the machine. */
function paceSentence({ basis, paces }: RunComparison): string | undefined {
  if (paces.length === 0) return undefined
  const shown = paces.map(
    ({ row, cells, change }) => `${row} ${formatChange(change)} (${plural(cells, 'cell')})`,
  )
  const moved = movedPaces({ basis, paces }).length > 0
  const limit = paces.some(({ role }: Pace) => role === 'limit')
  return (
    `Time of what both runs compare with, new / old: ${listWords(shown)}. Where their code is the ` +
    `same, that is what the machine did${limit ? '; a limit has no page-table code at all' : ''}.${
      moved
        ? ' It moved: where that is the machine, --by speed-up takes it out of the verdicts.'
        : ''
    }`
  )
}

/** `CPU: AMD EPYC, now Xeon (...)`. */
export function differenceWords({ what, old, new: now, meaning }: Difference): string {
  return `${what}: ${old}, now ${now}; ${meaning}`
}

/** A count: `walks 8, now 4`; per operation where the tapes differ in length. */
export function countWords({ counter, old, new: now }: CountChange): string {
  const same = old.operations === now.operations
  const each = ({ count, operations }: CountChange['old']) =>
    formatCount(same ? count : count / operations)
  return `${counter} ${each(old)}, now ${each(now)}${same ? '' : ' an operation'}`
}

/** What came and went, and what cannot be compared: one line each. */
export function lossLines(run: RunComparison): string[] {
  const { vanished, appeared, notCompared, failed, layouts, counts } = run
  return [
    ...failed.map(
      ({ row, failure }) =>
        `${row} failed (${failure.kind} in ${failure.cell}): ${failure.message}`,
    ),
    ...named('vanished', 'cell', vanished.cells),
    ...named('vanished', 'row', vanished.rows),
    ...named('appeared', 'cell', appeared.cells),
    ...named('appeared', 'row', appeared.rows),
    ...notCompared.map(notComparedWords),
    ...layouts.map(
      ({ cell, old, new: now }) => `${cell}: layout was ${old}, is ${now}; it enters no mean`,
    ),
    ...counts.lost.map(
      ({ engine, cells }) => `${engine}: no longer counted in ${listWords(cells)}`,
    ),
    ...counts.oneSided.map(
      ({ counter, only, places }) =>
        `${counter}: counted in the ${only} run only, ${plural(places, 'time')}`,
    ),
  ]
}

function named(what: string, noun: string, names: readonly string[]): string[] {
  if (names.length === 0) return []
  return [`${plural(names.length, noun)} ${what}: ${names.join(', ')}`]
}

function notComparedWords({ row, cells, reason }: NotCompared): string {
  const where = `${plural(cells.length, 'cell')} (${cells.join(', ')})`
  return `${row === undefined ? where : `${row} in ${where}`}: not compared, ${reason}`
}

/** The value of a key as tables show it. */
export function keyWords(key: Key, value: string): string {
  if (key === 'op') return pick(OP_WORDS, value)
  const mode = key === 'mode' ? MODES.find((name) => name === value) : undefined
  if (mode !== undefined) return MODE_FACTS[mode].words
  return value === '' ? '-' : value
}

function pick(words: Readonly<Record<string, string>>, value: string): string {
  return words[value] ?? value
}

/**
 * The heading of a table whose figures share these keys' values.
 *
 * @param needless keys that are the same in all tables, so that nobody asks for them.
 */
export function sectionWords(
  section: ReadonlyArray<{ key: Key; value: string }>,
  needless: readonly Key[],
): string {
  const words: Partial<Record<Key, (value: string) => string>> = {
    workload: (value) => pick(WORKLOAD_WORDS, value),
    layout: (value) =>
      value === '' ? 'layout unknown' : `${value} layout: ${pick(LAYOUT_WORDS, value)}`,
    tier: (value) => `tier ${value}`,
  }
  const parts = section
    .filter(({ key }) => !needless.includes(key))
    .map(({ key, value }) => words[key]?.(value) ?? keyWords(key, value))
  return capital(parts.length === 0 ? 'all figures' : parts.join('; '))
}

/** How to read what is reported, all of it or in short; of all, what verdicts rest on too. */
export function compareLegend(
  { against, family }: Comparison,
  { verbose }: { verbose: boolean },
): string {
  const bases = listWords([...new Set(against.map(({ basis }) => BASIS_WORDS[basis]))])
  return verbose
    ? `Figures are ${bases}: above 1 is slower. ` +
        `${intervalWords(family)} ~ not resolved: whatever difference there is, these runs cannot see it; - no ratio on this basis; ` +
        `${COUNTS_CHANGED} the engine counts another number of something. The runs share no rounds, so ` +
        'generations of fresh processes are what the intervals are made of; what happened to the machine ' +
        'between the runs is in every time, and in no ratio of speed-ups.'
    : `${capital(bases)}: above 1 is slower; [95 % interval]; ` +
        `${COUNTS_CHANGED} its counts changed. --verbose: every figure, means, what came or went, and how to read them.`
}
