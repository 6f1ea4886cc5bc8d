import { markWrittenBack } from './descend.js'
import type { PageTable } from './page-table.js'
import { fillLeaves } from './write-leaves.js'

/**
 * Replaces the block at word `at` by a table of the next smaller leaves that lead to the same
 * memory, except for `holes` of them from `hole` on, which are left empty. Returns the word at
 * which the table begins; negative where there is no memory for it.
 */
export function splitBlock(
  table: PageTable,
  at: number,
  level: number,
  index: number,
  hole: number,
  holes: number,
): number {
  const { entries, format, memory, probe } = table
  const child = table.allocateTable(level + 1)
  if (child < 0) return child
  const { words } = memory
  const low = words[at]
  const high = words[at + 1]
  const paddr = table.addressOf(low, high)
  const attributesLow = format.smallerLeaf(
    low & ~(format.addressLowMask | format.highestMask),
    level + 1,
  )
  const attributesHigh = high & ~format.addressHighMask
  const below = level + 1
  const after = hole + holes
  const afterPaddr = paddr + after * table.span[below]
  fillLeaves(table, child, below, hole, paddr, attributesLow, attributesHigh)
  fillLeaves(
    table,
    child + 2 * after,
    below,
    entries - after,
    afterPaddr,
    attributesLow,
    attributesHigh,
  )
  COUNT: probe.writePtes(below, 0, entries - holes)
  if (!table.coherent) COUNT: probe.writeBackTable()
  COUNT: probe.publishBarrier()
  COUNT: probe.casPte(level, index)
  table.writeTableEntry(at, level, child)
  if (!table.coherent) markWrittenBack(table, at, level, index)
  return child
}
