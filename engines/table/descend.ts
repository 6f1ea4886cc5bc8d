import { EEXIST } from '../contract/index.js'
import { EMPTY, type Format } from './formats/format.js'
import type { PageTable } from './page-table.js'

/**
 * One step of a map's walk: the word at which the table below begins, made and published first
 * where there is none; `-EEXIST` where a leaf is in the way.
 */
export function descendOrInstall(
  table: PageTable,
  base: number,
  level: number,
  iova: number,
): number {
  const { format, memory, probe } = table
  const index = table.indexAt(iova, level)
  const at = base + 2 * index
  const low = memory.words[at]
  const high = memory.words[at + 1]
  COUNT: probe.readPtes(level, index, 1)
  if (low === EMPTY) return installTable(table, at, level, index)
  if (!table.coherent && !isWrittenBack(format, low, high) && !format.isLeaf(low, level)) {
    COUNT: probe.writeBack(index, 1)
  }
  if (format.isLeaf(low, level)) return -EEXIST
  return table.tableAt(low)
}

/** Allocates a table, publishes it in the empty pte at word `at`, and returns where it begins. */
function installTable(table: PageTable, at: number, level: number, index: number): number {
  const { probe } = table
  const child = table.allocateTable(level + 1)
  if (child < 0) return child
  if (!table.coherent) COUNT: probe.writeBackTable()
  // The table's zeroes must be visible before the entry that leads to them.
  COUNT: probe.publishBarrier()
  // Compare-and-swap against an empty pte; a single thread always wins it.
  COUNT: probe.casPte(level, index)
  table.writeTableEntry(at, level, child)
  if (!table.coherent) markWrittenBack(table, at, level, index)
  return child
}

/**
 * Writes a new table entry back for a walker that is not coherent, and says so in it, so that other
 * walks of the map path need not do it again.
 */
export function markWrittenBack(table: PageTable, at: number, level: number, index: number): void {
  const { format, memory, probe } = table
  COUNT: probe.writeBack(index, 1)
  COUNT: probe.writePtes(level, index, 1)
  memory.words[at] |= format.writtenBackLow
  memory.words[at + 1] |= format.writtenBackHigh
}

function isWrittenBack(format: Format, low: number, high: number): boolean {
  return ((low & format.writtenBackLow) | (high & format.writtenBackHigh)) !== 0
}
