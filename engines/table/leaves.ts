import type { LeafVisitor } from '../contract/index.js'
import { EMPTY } from './formats/format.js'
import type { PageTable } from './page-table.js'

/** Visits every leaf in ascending order of its iova. */
export function visitLeaves(table: PageTable, visit: LeafVisitor): void {
  visitTable(table, table.root, table.rootEntries, table.startLevel, 0, visit, () => {})
}

/** Tables that the root reaches, itself included. */
export function reachableTables(table: PageTable): number {
  let tables = table.rootEntries / table.entries
  visitTable(
    table,
    table.root,
    table.rootEntries,
    table.startLevel,
    0,
    () => {},
    () => tables++,
  )
  return tables
}

function visitTable(
  table: PageTable,
  base: number,
  entries: number,
  level: number,
  iova: number,
  leaf: LeafVisitor,
  child: () => void,
): void {
  const { format } = table
  const { words } = table.memory
  for (let index = 0; index < entries; index++) {
    const low = words[base + 2 * index]
    if (low === EMPTY) continue
    const high = words[base + 2 * index + 1]
    const at = iova + index * table.span[level]
    if (format.isLeaf(low, level)) {
      const { contiguous } = table
      const address = contiguous?.target(base + 2 * index, at, level) ?? table.addressOf(low, high)
      const count = contiguous?.entriesTogether(base, index, level) ?? 1
      leaf(at, address, count * table.span[level])
      index += count - 1
    } else {
      child()
      visitTable(table, table.tableAt(low), table.entries, level + 1, at, leaf, child)
    }
  }
}
