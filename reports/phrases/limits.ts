/** What the machine itself takes, in words: the limits that no engine can be faster than. */
import { formatSize } from '../../engines/contract/index.js'
import { type Analysis, isPerPte, tapeFloorOf } from '../../results/analysis/index.js'
import type { MeasuredLimit } from '../../results/record/index.js'
import { formatNs } from './format.js'
import type { TextGrid } from './group-table.js'

/** Builds whose calls differ; the plain one needs no word. */
const BUILD_WORDS: Record<string, string> = { timed: '', retpoline: ', in the retpoline build' }

/** What one item is, in words. */
const ITEM_WORDS: Record<string, string> = {
  'bare store': 'a pte stored, nothing else',
  'bare clear': 'a pte cleared, nothing else',
  memset: 'a pte cleared by memset',
  'checked store': 'a pte looked at and stored',
  'checked clear': 'a pte looked at and cleared',
  'tape floor': "an operation read off its tape and not carried out: the tape's floor",
  'dependent load': 'a load that waits for the one before it',
  'store in a line': 'a store in a cache line of its own',
  'store and write-back': 'the same, and its line written back',
  'store and dma_wmb': 'a pte stored, and dma_wmb()',
  'store and wmb': 'a pte stored, and wmb()',
  'compare-and-swap': 'a pte installed by compare-and-swap',
  'atomic read-modify-write': 'an atomic read, modify and write',
}

/** A limit's name: `indirect call, by a retpoline`. */
function limitWords({ build, name }: MeasuredLimit): string {
  return `${ITEM_WORDS[name] ?? name}${BUILD_WORDS[build] ?? `, build ${build}`}`
}

/** Every limit of the machine as a table; the loops over ptes by the memory that their ptes take. */
export function limitTable(all: readonly MeasuredLimit[]): TextGrid {
  // Those of one cell are said with it.
  const limits = all.filter(({ cell }) => cell === undefined)
  const order = [...limits.filter(isPerPte), ...limits.filter((limit) => !isPerPte(limit))]
  const isSized = limits.some(({ bytes }) => bytes !== undefined)
  const memory = ({ bytes }: MeasuredLimit) => (bytes === undefined ? '' : formatSize(bytes))
  return {
    columns: ['an item', ...(isSized ? ['memory'] : []), 'time'],
    rows: order.map((limit) => [
      limitWords(limit),
      ...(isSized ? [memory(limit)] : []),
      formatNs(limit.ns),
    ]),
  }
}

/** One line: what reading the tape takes; `undefined` where it was not measured. */
export function tapeFloorWords({ limits }: Pick<Analysis, 'limits'>): string | undefined {
  const floor = tapeFloorOf(limits)
  return (
    floor &&
    `The tape's floor, an operation read and not carried out on tier ${floor.tier}, is ${formatNs(floor.ns)}.`
  )
}
