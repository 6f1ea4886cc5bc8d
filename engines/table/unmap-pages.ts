import type { Gather } from '../driver/index.js'
import { clearEntries } from './clear-entries.js'
import { EMPTY } from './formats/format.js'
import type { PageTable } from './page-table.js'
import { unmapInsideBlock } from './unmap-inside-block.js'

/**
 * Unmaps up to `pgcount` pages with one walk, to the end of the table (1fe27be5ffec). Returns the
 * bytes unmapped; 0 where nothing is mapped and for arguments out of range.
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
  if (!table.iovasInRange(iova, pgsize * pgcount)) return 0
  const leafLevel = table.levelOf(pgsize)
  const { words } = memory
  COUNT: probe.walk(iova)
  let level = table.startLevel
  let base = table.root
  for (;;) {
    const index = table.indexAt(iova, level)
    const at = base + 2 * index
    const low = words[at]
    COUNT: probe.visit(level)
    COUNT: probe.readPtes(level, index, 1)
    if (low === EMPTY) return 0
    if (level === leafLevel) {
      const count = Math.min(pgcount, table.entriesFrom(index))
      return clearEntries(table, base, level, index, iova, count, gather) * pgsize
    }
    if (format.isLeaf(low, level)) {
      return unmapInsideBlock(table, at, level, index, iova, pgsize, pgcount, gather)
    }
    base = table.tableAt(low)
    level++
  }
}
