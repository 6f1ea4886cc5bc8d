import type { Gather } from '../driver/index.js'
import type { PageTable } from './page-table.js'
import { dropTable } from './write-leaves.js'

/**
 * Unmaps up to `pgcount` pages with one walk, to the end of the table (1fe27be5ffec). Returns the
 * bytes unmapped; 0 where nothing is mapped, where `iova` lies inside a larger leaf, and for
 * arguments out of range.
 */
export function unmapPages(
  table: PageTable,
  iova: number,
  pgsize: number,
  pgcount: number,
  gather: Gather,
): number {
  const { format, memory, probe } = table
  if ((pgsize & table.pgsizeBitmap) !== pgsize) return 0
  if (!table.inRange(iova, 0, pgsize * pgcount)) return 0
  const leafLevel = table.levelOf(pgsize)
  COUNT: probe.walk(iova)
  let level = table.startLevel
  let base = table.root
  for (;;) {
    const index = table.indexAt(iova, level)
    const at = base + 2 * index
    const low = memory.words[at]
    const high = memory.words[at + 1]
    COUNT: probe.visit(level)
    COUNT: probe.readPtes(level, index, 1)
    if ((low | high) === 0) return 0
    if (level === leafLevel) {
      const count = Math.min(pgcount, table.entries - index)
      return clearEntries(table, base, level, index, iova, count, gather) * pgsize
    }
    if (format.isLeaf(low, level)) return 0
    base = table.tableAt(low, high)
    level++
  }
}

/**
 * Clears up to `count` entries of `level` from `index` on and stops at an empty one. A leaf goes
 * into the gather; a table, covered whole, is dropped unread. Returns the entries cleared.
 */
function clearEntries(
  table: PageTable,
  base: number,
  level: number,
  index: number,
  iova: number,
  count: number,
  gather: Gather,
): number {
  const { coherent, format, probe, tlb } = table
  const words = table.memory.words
  const pgsize = table.span[level]
  const mayHoldTables = level < format.lastLevel
  let cleared = 0
  let tables = 0
  for (; cleared < count; cleared++) {
    const at = base + 2 * (index + cleared)
    const low = words[at]
    if ((low | words[at + 1]) === 0) break
    if (mayHoldTables && !format.isLeaf(low, level)) {
      dropTable(table, at, level, index + cleared, iova + cleared * pgsize)
      tables++
      continue
    }
    words[at] = 0
    words[at + 1] = 0
    // Linux up to 6.11 writes back each pte by itself here.
    if (!coherent) COUNT: probe.writeBack(index + cleared, 1)
    if (!gather.queued) tlb.addPage(gather, iova + cleared * pgsize, pgsize)
  }
  // A run that ends at a hole has looked at the empty pte too.
  COUNT: probe.readPtes(level, index, Math.min(cleared + 1, count))
  const leaves = cleared - tables
  if (leaves > 0) {
    COUNT: probe.writePtes(level, index, leaves)
    COUNT: probe.clearLeaves(leaves)
  }
  return cleared
}
