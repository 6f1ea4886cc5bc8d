/** Where figures come from, in sentences: how they were made, on what, and what more time would give. */

import { formatSize } from '../../engines/contract/index.js'
import { type Analysis, halfWidthsOf } from '../../results/analysis/index.js'
import { plural, present } from '../text/index.js'
import { MARKS } from './figures.js'
import { formatNs, formatPercent } from './format.js'
import { instructionsWords } from './instructions.js'
import { countedTierWords, type Fact, knownFacts, tierFacts } from './tiers.js'

/** How figures are made, a sentence or two each. */
export function methodWords(analysis: Analysis): string[] {
  return present([
    'Every call shape works on the same buffers. Counts and results are checked in processes that ' +
      'never time; times come from processes that never count.',
    countedTierWords(analysis),
    'Rows take short turns side by side: what slows the machine slows all of them. ' +
      `Here: ${roundWords(analysis)}.`,
    'per-page and punt-range run twice, as two rows each. What two rows of one engine differ by is ' +
      'the noise floor, and nothing else is: rows whose counters are equal are other code all the same.',
    instructionsWords(analysis),
    'A generation of fresh processes gives one value, from its least rounds; those of one link ' +
      'order are one. An estimate is the mean of these without the fifth at either end, and its ' +
      "interval Student's t.",
    intervalWords(analysis.family),
    'The layout of a cell is computed from its counts: keep, free, block or mixed. Means are ' +
      'geometric, within one layout and mode, over the cells that all compared shapes have; where the ' +
      "baseline's calls are the same, a cell stays out of them, and so do mixes, failing maps, cold " +
      'cells and traces.',
  ])
}

/** How intervals and their marks are to be read: one sentence, the same in every report. */
export function intervalWords({ comparisons, level }: Analysis['family']): string {
  return (
    `Intervals are ${formatPercent(level)} each; ${MARKS['not-resolved']} marks ratios that cannot be ` +
    `distinguished from 1 over all ${plural(comparisons, 'comparison')} (Holm), or that lie within what ` +
    'two instances of one row differ by.'
  )
}

/** `228 rounds, 12 to 48 a cell, in 6 to 18 generations of fresh processes`. */
export function roundWords({ cells, run }: Pick<Analysis, 'cells' | 'run'>): string {
  const measured = cells.filter(({ rounds }) => rounds > 0)
  const rounds = rangeWords(measured.map((cell) => cell.rounds))
  const generations = measured.map((cell) => cell.generations)
  const each = measured.length > 1 ? `, ${rounds} a cell,` : ''
  const some = generations.length === 0 ? `${run.generations}` : rangeWords(generations)
  const noun = some === '1' ? 'generation' : 'generations'
  return `${plural(run.rounds, 'round')}${each} in ${some} ${noun} of fresh processes`
}

/** `12 to 48`, or `12` where all are the same. */
function rangeWords(counts: readonly number[]): string {
  const [least, most] = [Math.min(...counts), Math.max(...counts)]
  return least === most ? `${least}` : `${least} to ${most}`
}

/** The machine, fact by fact; those that are not known are left out. */
export function machineFacts(analysis: Analysis): Fact[] {
  const { machine, clock } = analysis
  const load = ({ load, busyCpus }: { load: number; busyCpus: number }) =>
    `load ${load.toFixed(2)}, ${busyCpus.toFixed(2)} CPUs kept busy by others`
  return knownFacts([
    ['host', machine.host],
    ['CPU', `${machine.cpu}, ${plural(machine.cores, 'CPU')}, ${machine.arch}`],
    ['memory', memory(machine.memoryBytes)],
    ['kernel', machine.kernel],
    ['hypervisor', machine.virtualised],
    ['governor', machine.governor],
    ['Node', `${machine.node} (V8 ${machine.v8})`],
    ...tierFacts(analysis),
    ['clock', `${clock.name}, steps of ${formatNs(clock.stepNs)}`],
    ['pinned to', machine.pinnedCpu === undefined ? 'not pinned' : `CPU ${machine.pinnedCpu}`],
    ['before', load(machine.before)],
    ['after', machine.after && load(machine.after)],
  ])
}

/** Memory is no power of two where firmware keeps some of it. */
function memory(bytes: number): string {
  const gib = 1024 ** 3
  return bytes % gib === 0 ? formatSize(bytes) : `${(bytes / gib).toFixed(1)}G`
}

/** Half the width takes four times the generations. */
const TIMES_FOR_HALF = 4

/** How wide intervals are, and what would halve them; `undefined` where there are none. */
export function moreTimeWords(analysis: Analysis): string | undefined {
  const widths = halfWidthsOf(analysis)
  if (widths === undefined) return undefined
  const [middle, nineInTen] = [widths.middle, widths.nineInTen].map(widthWords)
  return (
    `Half widths are ${middle} in the middle and ${nineInTen} for nine in ten figures; ` +
    `--time ${TIMES_FOR_HALF * analysis.options.timeSeconds} would at best halve them.`
  )
}

/** What a few generations leave open has no end. */
function widthWords(width: number): string {
  return width < 1 ? formatPercent(width) : 'over 100 %'
}
