/** What a version changed, a sentence each. */
import type { Counter } from '../../engines/contract/index.js'
import type { Change } from '../../results/history/index.js'
import { formatCount } from '../phrases/index.js'
import { figureText } from './table.js'

/** What is counted, as something that a version does. */
const DOES: Readonly<Partial<Record<Counter, string>>> = {
  driverCalls: 'calls the driver',
  tableCalls: 'calls the page table',
  walks: 'walks from the root',
  levels: 'enters tables',
  pteReads: 'reads ptes',
  pteWrites: 'writes ptes',
  pteCas: 'swaps ptes',
  publishBarriers: 'orders new tables by barriers',
  pageLeaves: 'writes pages',
  blockLeaves: 'writes blocks',
  leafClears: 'clears leaves',
  tlbAdds: 'gathers pages',
  rangeAdds: 'gathers ranges',
  forcedSyncs: 'syncs in between',
  finalSyncs: 'syncs at the end',
  tlbiList: 'invalidates',
  invalidatedBytes: 'invalidates bytes',
  flushWalks: 'invalidates walk caches',
  writeBacks: 'writes ptes back',
  writeBackLines: 'writes lines back',
  writeBarriers: 'orders ptes by barriers',
  tableAllocs: 'allocates tables',
  tableFrees: 'frees tables',
  iovaToPhys: 'asks for translations',
}

/** `v6.12 writes ptes back a run at a time: writeBacks of unmap 1M@4K/non-coherent 256 -> 1`. */
export function changeSentence(change: Change): string {
  const { cell, figure, more, new: is, old: was, op, version } = change
  const others = more === 0 ? '' : ` (and in ${more} more)`
  return `${version} ${doing(change)}: ${figure} of ${op} ${cell} ${figureText(was)} -> ${figureText(is)}${others}`
}

function doing({ figure, new: is, old: was, pages }: Change): string {
  if (figure === 'instructions') {
    const by = Math.round(Math.abs(is - was))
    const unit = by === 1 ? 'instruction' : 'instructions'
    return `makes the same calls in ${formatCount(by)} ${unit} ${is > was ? 'more' : 'fewer'}`
  }
  return `${DOES[figure] ?? figure} ${how(was, is, pages)}`
}

/** Tables that the ptes of the buffers lie in, at most. */
const FEW = 2

function how(was: number, is: number, pages: number): string {
  if (is === 0) return 'no more'
  if (pages > FEW && was >= pages && is <= FEW) return 'a run at a time'
  if (pages > FEW && was <= FEW && is >= pages) return 'a page at a time'
  if (was === 0) return 'where it did not'
  return is > was ? 'more often' : 'less often'
}
