import { EMPTY } from './formats/format.js'
import type { PageTable } from './page-table.js'

/** The physical address behind `iova`; -1 where nothing is mapped. */
export function translate(table: PageTable, iova: number): number {
  if (!table.iovasInRange(iova, 1)) return -1
  const { format, memory } = table
  let base = table.root
  for (let level = table.startLevel; level <= format.lastLevel; level++) {
    const at = base + 2 * table.indexAt(iova, level)
    const low = memory.words[at]
    const high = memory.words[at + 1]
    if (low === EMPTY) return -1
    if (format.isLeaf(low, level)) {
      return (
        table.contiguous?.target(at, iova, level) ??
        table.addressOf(low, high) + table.offsetIn(iova, level)
      )
    }
    base = table.tableAt(low)
  }
  return -1
}
