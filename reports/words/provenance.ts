/** Where figures come from, in sentences: how they were made, and on what. */
import { formatSize } from '../../engines/contract/index.js'
import type { Analysis } from '../../results/analysis/types.js'
import { FIRM, formatNs, formatPercent } from './format.js'
import { plural } from './terms.js'
import { countedTierWords, tierFacts } from './tiers.js'

/** How figures are made, a sentence or two each. */
export function methodWords(analysis: Analysis): string[] {
  const { family, run } = analysis
  const counted = countedTierWords(analysis)
  return [
    'Every call shape works on the same buffers. Counts and results are checked in processes that ' +
      'never time; times come from processes that never count.',
    ...(counted === undefined ? [] : [counted]),
    'Rows take turns in short epochs in balanced order, and a ratio is taken within a round: what ' +
      `slows the machine slows both. Here: ${plural(run.rounds, 'round')} in ` +
      `${plural(run.generations, 'generation')} of fresh processes.`,
    'The baseline runs twice, as two rows. What their ratio comes to is noise, and so is what rows ' +
      'of the same work by count differ by.',
    `Intervals hold together for all ${plural(family.comparisons, 'comparison')} of the run at ` +
      `${formatPercent(family.level)}, which puts each at ${formatLevel(family.each)}. A figure is ` +
      'resolved where its interval leaves 1 out and it clears the noise.',
    'The layout of a cell is computed from its counts: keep, free, block or mixed. Means are ' +
      'geometric, within one layout and mode; the same work by count stays out of them, and so do ' +
      'mixes, failing maps, cold cells and traces.',
  ]
}

/** A level near 1 keeps the digits that tell it from 1. */
function formatLevel(level: number): string {
  const digits = Math.min(6, Math.max(1, Math.ceil(-Math.log10(1 - level)) - 1))
  return `${(level * 100).toFixed(digits)}${FIRM}%`
}

/** The machine, fact by fact; those that are not known are left out. */
export function machineFacts(analysis: Analysis): Array<[name: string, value: string]> {
  const { machine, clock } = analysis
  const load = ({ load, busyCpus }: { load: number; busyCpus: number }) =>
    `load ${load.toFixed(2)}, ${busyCpus.toFixed(2)} CPUs kept busy by others`
  const facts: Array<[string, string | undefined]> = [
    ['host', machine.host],
    ['CPU', `${machine.cpu}, ${plural(machine.cores, 'core')}, ${machine.arch}`],
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
  ]
  return facts.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))
}

/** Memory is no power of two where firmware keeps some of it. */
function memory(bytes: number): string {
  const gib = 1024 ** 3
  return bytes % gib === 0 ? formatSize(bytes) : `${(bytes / gib).toFixed(1)}G`
}
