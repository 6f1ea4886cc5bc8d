import type { Gather } from '../driver/index.js'
import { dropTable } from './drop-table.js'
import { EMPTY } from './formats/format.js'
import type { PageTable } from './page-table.js'

/**
 * Clears up to `count` entries of `level` from `index` on and stops at an empty one. Leaves go
 * into the gather; a table, covered whole, is dropped unread. Returns the entries cleared.
 */
export function clearEntries(
  table: PageTable,
  base: number,
  level: number,
  index: number,
  iova: number,
  count: number,
  gather: Gather,
): number {
  const { words } = table.memory
  let cleared = 0
  for (;;) {
    const from = iova + cleared * table.span[level]
    cleared += clearLeaves(table, base, level, index + cleared, from, count - cleared, gather)
    const at = base + 2 * (index + cleared)
    if (cleared === count || words[at] === EMPTY) return cleared
    dropTable(table, at, level, index + cleared, iova + cleared * table.span[level])
    cleared++
  }
}

/**
 * Clears up to `count` leaves from `index` on, puts each into the gather, and stops at an entry
 * that is empty or a table. Returns the leaves cleared.
 */
function clearLeaves(
  table: PageTable,
  base: number,
  level: number,
  index: number,
  iova: number,
  count: number,
  gather: Gather,
): number {
  const { coherent, format, memory, probe, tlb } = table
  const { words } = memory
  const mayHoldTables = level < format.lastLevel
  const gathers = !gather.queued
  const span = table.span[level]
  // A 32-bit integer: the gather compares it with every leaf's.
  const pgsize = span | 0
  const from = base + 2 * index
  const to = from + 2 * count
  let at = from
  let leafIova = iova
  for (; at < to; at += 2) {
    const low = words[at]
    if (low === EMPTY) break
    if (mayHoldTables && !format.isLeaf(low, level)) break
    words[at] = 0
    words[at + 1] = 0
    // Linux up to 6.11 writes back each pte by itself here.
    if (!coherent) COUNT: probe.writeBack((at - base) >> 1, 1)
    if (gathers) tlb.addPage(gather, leafIova, pgsize)
    leafIova += span
  }
  const cleared = (at - from) >> 1
  // The entry that ended it has been looked at too.
  COUNT: probe.readPtes(level, index, Math.min(cleared + 1, count))
  COUNT: probe.writePtes(level, index, cleared)
  COUNT: probe.clearLeaves(cleared)
  return cleared
}
