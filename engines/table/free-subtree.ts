import { EMPTY } from './formats/format.js'
import type { PageTable } from './page-table.js'

/**
 * Frees the table at word `base` and all tables below it. Tables of the last level are not read:
 * they hold no tables.
 */
export function freeSubtree(table: PageTable, base: number, level: number): void {
  const { entries, format, memory, probe } = table
  if (level < format.lastLevel) {
    const { words } = memory
    COUNT: probe.readPtes(level, 0, entries)
    for (let at = base; at < base + 2 * entries; at += 2) {
      const low = words[at]
      if (low === EMPTY || format.isLeaf(low, level)) continue
      freeSubtree(table, table.tableAt(low), level + 1)
    }
  }
  memory.free(base)
  COUNT: probe.freeTables(1)
}
