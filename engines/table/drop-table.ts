import { freeSubtree } from './free-subtree.js'
import type { PageTable } from './page-table.js'

/** Clears the table entry at word `at`, invalidates the walk caches and frees what was below. */
export function dropTable(
  table: PageTable,
  at: number,
  level: number,
  index: number,
  iova: number,
): void {
  const { memory, probe } = table
  const child = table.tableAt(memory.words[at])
  memory.words[at] = 0
  memory.words[at + 1] = 0
  COUNT: probe.writePtes(level, index, 1)
  if (!table.coherent) COUNT: probe.writeBack(index, 1)
  table.tlb.flushWalk(iova, table.span[level], table.granule)
  freeSubtree(table, child, level + 1)
}
