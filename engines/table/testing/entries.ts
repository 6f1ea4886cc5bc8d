import { EMPTY } from '../formats/format.js'
import type { PageTable } from '../page-table.js'

/** Every entry of a page table that is not 0, as `ReportingSession.entries` of tier native has them. */
export function entriesOf(table: PageTable): Float64Array {
  const entries: number[] = []
  visit(table, table.root, table.rootEntries, table.startLevel, entries)
  return Float64Array.from(entries)
}

function visit(table: PageTable, base: number, count: number, level: number, into: number[]): void {
  const { format, memory } = table
  for (let index = 0; index < count; index++) {
    const low = memory.words[base + 2 * index]
    const high = memory.words[base + 2 * index + 1]
    if (low === EMPTY) continue
    if (format.isLeaf(low, level)) {
      into.push(level, index, high >>> 0, low >>> 0)
    } else {
      into.push(level, index, high >>> 0, (low & ~format.addressLowMask) >>> 0)
      visit(table, table.tableAt(low), table.entries, level + 1, into)
    }
  }
}
