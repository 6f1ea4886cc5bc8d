import { EEXIST } from '../contract/index.js'
import type { Mapped } from '../driver/index.js'
import { dropTable } from './drop-table.js'
import { EMPTY } from './formats/format.js'
import type { PageTable } from './page-table.js'

/**
 * Writes a run of `count` leaves of `level` into the table at word `base`, from `index` on. Every
 * pte of the run is looked at first, so that -EEXIST writes nothing of it.
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
  const error = makeRoom(table, base, level, index, iova, count)
  if (error !== 0) return error
  const { format, probe } = table
  const step = table.span[level] | 0
  const low = format.leafLow(prot, level)
  const high = format.leafHigh(prot)
  if (table.contiguous === undefined) {
    fillLeaves(table, base + 2 * index, level, count, paddr, low, high)
  } else {
    table.contiguous.fill(base, level, index, count, paddr, low, high)
  }
  COUNT: probe.writePtes(level, index, count)
  COUNT: probe.mapLeaves(level === format.lastLevel, count)
  if (!table.coherent) COUNT: probe.writeBack(index, count)
  mapped.bytes += count * step
  return 0
}

/** Stores `count` leaves of `level` from word `from` on, for memory from `paddr` on. */
export function fillLeaves(
  table: PageTable,
  from: number,
  level: number,
  count: number,
  paddr: number,
  attributesLow: number,
  attributesHigh: number,
): void {
  const { words } = table.memory
  // A 32-bit integer, so that the loop needs no floating point.
  const step = table.span[level] | 0
  const to = from + 2 * count
  const { addressHighMask } = table.format
  let addressLow = paddr | 0
  let low = attributesLow | table.highestBits(paddr)
  let high = ((paddr * 2 ** -32) & addressHighMask) | attributesHigh
  for (let at = from; at < to; at += 2) {
    words[at] = addressLow | low
    words[at + 1] = high
    addressLow = (addressLow + step) | 0
    // Addresses are multiples of the step, so the low word passes through 0 when it carries.
    if (addressLow === 0) {
      const next = paddr + ((at - from) / 2 + 1) * step
      low = attributesLow | table.highestBits(next)
      high = ((next * 2 ** -32) & addressHighMask) | attributesHigh
    }
  }
}

/** Looks at every pte of a run: 0 where leaves can be written, else -EEXIST. Tables in the way go. */
function makeRoom(
  table: PageTable,
  base: number,
  level: number,
  index: number,
  iova: number,
  count: number,
): number {
  const { words } = table.memory
  const from = base + 2 * index
  const to = from + 2 * count
  let at = from
  while (at < to && words[at] === EMPTY) at += 2
  if (at === to) {
    COUNT: table.probe.readPtes(level, index, count)
    return 0
  }
  return table.semantics.blockOverTable === 'replaced'
    ? replaceTables(table, base, level, index, iova, count)
    : replaceEmptyTables(table, base, level, index, iova, count)
}

/** Drops tables one by one, with whatever they hold, up to a leaf: io-pgtable-arm's way. */
function replaceTables(
  table: PageTable,
  base: number,
  level: number,
  index: number,
  iova: number,
  count: number,
): number {
  const { words } = table.memory
  for (let entry = index; entry < index + count; entry++) {
    const at = base + 2 * entry
    COUNT: table.probe.readPtes(level, entry, 1)
    if (words[at] === EMPTY) continue
    if (table.format.isLeaf(words[at], level)) return -EEXIST
    dropTable(table, at, level, entry, iova + (entry - index) * table.span[level])
  }
  return 0
}

/** Drops tables only once it is known that no leaf is in the way, here or below: generic_pt's way. */
function replaceEmptyTables(
  table: PageTable,
  base: number,
  level: number,
  index: number,
  iova: number,
  count: number,
): number {
  const { words } = table.memory
  for (let entry = index; entry < index + count; entry++) {
    const at = base + 2 * entry
    COUNT: table.probe.readPtes(level, entry, 1)
    if (words[at] !== EMPTY && holdsLeaf(table, at, level)) return -EEXIST
  }
  for (let entry = index; entry < index + count; entry++) {
    const at = base + 2 * entry
    if (words[at] === EMPTY) continue
    dropTable(table, at, level, entry, iova + (entry - index) * table.span[level])
  }
  return 0
}

/** Whether the pte at word `at`, which is not empty, is a leaf or leads to one. */
function holdsLeaf(table: PageTable, at: number, level: number): boolean {
  const { entries, format, memory, probe } = table
  const { words } = memory
  if (format.isLeaf(words[at], level)) return true
  const child = table.tableAt(words[at])
  COUNT: probe.readPtes(level + 1, 0, entries)
  for (let below = child; below < child + 2 * entries; below += 2) {
    if (words[below] !== EMPTY && holdsLeaf(table, below, level + 1)) return true
  }
  return false
}
