import type { Gather } from '../driver/index.js'
import type { PageTable } from './page-table.js'
import { splitBlock } from './split-block.js'

/**
 * Unmaps up to `pgcount` pages of `pgsize` inside the larger block at word `at`, where that splits
 * the block: level by level, and the last table is made without the pages that go. Returns the
 * bytes unmapped; 0 where blocks are not split, or where there is no memory for a table.
 */
export function unmapInsideBlock(
  table: PageTable,
  at: number,
  level: number,
  index: number,
  iova: number,
  pgsize: number,
  pgcount: number,
  gather: Gather,
): number {
  if (table.semantics.insideBlock !== 'split') return 0
  const { probe, tlb } = table
  const below = level + 1
  const belowIndex = table.indexAt(iova, below)
  if (table.span[below] > pgsize) {
    const child = splitBlock(table, at, level, index, 0, 0)
    if (child < 0) return 0
    COUNT: probe.visit(below)
    COUNT: probe.readPtes(below, belowIndex, 1)
    const next = child + 2 * belowIndex
    return unmapInsideBlock(table, next, below, belowIndex, iova, pgsize, pgcount, gather)
  }
  const count = Math.min(pgcount, table.entriesFrom(belowIndex))
  if (splitBlock(table, at, level, index, belowIndex, count) < 0) return 0
  COUNT: probe.clearLeaves(count)
  if (!gather.queued) {
    for (let page = 0; page < count; page++) tlb.addPage(gather, iova + page * pgsize, pgsize)
  }
  return count * pgsize
}
