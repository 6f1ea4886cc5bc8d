import { EEXIST } from '../contract/index.js'
import type { Mapped } from '../driver/index.js'
import { freeSubtree } from './free-subtree.js'
import type { PageTable } from './page-table.js'

/**
 * Writes a run of `count` leaves of `level` into the table at word `base`, from `index` on. Every
 * pte of the run is looked at first, so that -EEXIST writes nothing of it. A table in the way of a
 * block is dropped with all that is below, as io-pgtable-arm does.
 */
export function writeLeaves(
  table: PageTable,
  base: number,
  level: number,
  index: number,
  iova: number,
  paddr: number,
  count: number,
  prot: number,
  mapped: Mapped,
): number {
  const { format, probe } = table
  const words = table.memory.words
  const from = base + 2 * index
  const to = from + 2 * count
  for (let at = from; at < to; at += 2) {
    if ((words[at] | words[at + 1]) === 0) continue
    const nth = (at - from) / 2
    if (format.isLeaf(words[at], level)) {
      COUNT: probe.readPtes(level, index, nth + 1)
      return -EEXIST
    }
    dropTable(table, at, level, index + nth, iova + nth * table.span[level])
  }
  COUNT: probe.readPtes(level, index, count)

  const attributesLow = format.leafLow(prot, level)
  const attributesHigh = format.leafHigh(prot)
  // A 32-bit integer, so that the loop needs no floating point.
  const step = table.span[level] | 0
  let addressLow = paddr | 0
  let high = ((paddr * 2 ** -32) & format.addressHighMask) | attributesHigh
  for (let at = from; at < to; at += 2) {
    words[at] = addressLow | attributesLow
    words[at + 1] = high
    addressLow = (addressLow + step) | 0
    // Addresses are multiples of the step, so the low word passes through 0 when it carries.
    if (addressLow === 0) high++
  }
  COUNT: probe.writePtes(level, index, count)
  COUNT: probe.mapLeaves(level === format.lastLevel, count)
  if (!table.coherent) COUNT: probe.writeBack(index, count)
  mapped.bytes += count * step
  return 0
}

/** Clears the table entry at word `at`, invalidates the walk caches and frees what was below. */
export function dropTable(
  table: PageTable,
  at: number,
  level: number,
  index: number,
  iova: number,
): void {
  const { memory, probe } = table
  const child = table.tableAt(memory.words[at], memory.words[at + 1])
  memory.words[at] = 0
  memory.words[at + 1] = 0
  COUNT: probe.writePtes(level, index, 1)
  if (!table.coherent) COUNT: probe.writeBack(index, 1)
  table.tlb.flushWalk(iova, table.span[level], table.granule)
  freeSubtree(table, child, level + 1)
}
