import type { Gather } from '../driver/index.js'
import { EMPTY } from './formats/format.js'
import type { PageTable } from './page-table.js'

/**
 * Unmaps a whole range in one descent, whatever its leaves are, as generic_pt's unmap_range does:
 * one gathered range for the operation, one write-back for a table's run. Returns the bytes
 * unmapped, up to a hole, or more than asked for where the last leaf reaches beyond the range.
 */
export function unmapRange(table: PageTable, iova: number, size: number, gather: Gather): number {
  if (!table.iovasInRange(iova, size)) return 0
  const unmapped = walkAndUnmap(table, iova, size)
  if (unmapped > 0 && !gather.queued) {
    table.tlb.addRange(gather, iova, unmapped, table.granule)
  }
  return unmapped
}

/** Goes down to the lowest table that holds the whole range, and unmaps from there on. */
function walkAndUnmap(table: PageTable, iova: number, size: number): number {
  const { format, probe } = table
  const { words } = table.memory
  COUNT: probe.walk(iova)
  let level = table.startLevel
  let base = table.root
  while (table.fitsBelow(iova, size, level)) {
    const index = table.indexAt(iova, level)
    const low = words[base + 2 * index]
    COUNT: probe.readPtes(level, index, 1)
    if (low === EMPTY) return 0
    if (format.isLeaf(low, level)) break
    COUNT: probe.visit(level)
    base = table.tableAt(low)
    level++
  }
  return unmapLevel(table, base, level, iova, size, false)
}

/**
 * Unmaps what lies within the table at word `base`, which itself `goes` or stays; returns the bytes
 * unmapped. A table that the range covers goes where its span is a page size of the domain, and
 * then all tables below it do.
 */
function unmapLevel(
  table: PageTable,
  base: number,
  level: number,
  iova: number,
  size: number,
  goes: boolean,
): number {
  const { format, memory, probe } = table
  COUNT: probe.visit(level)
  if (level === format.lastLevel) return clearPages(table, base, iova, size)

  const { words } = memory
  const span = table.span[level]
  const tablesGo = goes || table.mayBeLeaf(level)
  const first = table.indexAt(iova, level)
  // Only the first entry can begin before the range, and only the last one end behind it.
  let offset = table.offsetIn(iova, level)
  let index = first
  let firstCleared = first
  let cleared = 0
  let leaves = 0
  let done = 0
  while (done < size) {
    const at = base + 2 * index
    const low = words[at]
    COUNT: probe.readPtes(level, index, 1)
    if (low === EMPTY) break
    const reach = Math.min(span - offset, size - done)
    const whole = reach === span
    const leaf = format.isLeaf(low, level)
    let taken = span
    // A part at a leaf's start takes the whole leaf with it; a part elsewhere takes nothing.
    if (leaf && offset !== 0) break
    if (!leaf) {
      const child = table.tableAt(low)
      taken = unmapLevel(table, child, level + 1, iova + done, reach, whole && tablesGo)
      if (taken < reach) {
        done += taken
        break
      }
      if (whole && tablesGo) memory.defer(child >>> 10)
    }
    if (leaf || (whole && tablesGo)) {
      words[at] = 0
      words[at + 1] = 0
      if (cleared++ === 0) firstCleared = index
      if (leaf) leaves++
    }
    offset = 0
    done += taken
    index++
  }
  report(table, level, firstCleared, cleared, leaves)
  return done
}

/** Clears pages of the last level, up to an empty pte; returns the bytes unmapped. */
function clearPages(table: PageTable, base: number, iova: number, size: number): number {
  const { format, probe } = table
  const { words } = table.memory
  const level = format.lastLevel
  const index = table.indexAt(iova, level)
  const count = size * table.perSpan[level]
  const from = base + 2 * index
  const to = from + 2 * count
  let at = from
  for (; at < to && words[at] !== EMPTY; at += 2) {
    words[at] = 0
    words[at + 1] = 0
  }
  const cleared = (at - from) / 2
  // A run that ends at a hole has looked at the empty pte too.
  COUNT: probe.readPtes(level, index, Math.min(cleared + 1, count))
  report(table, level, index, cleared, cleared)
  return cleared * table.span[level]
}

/** Tells the probe of one table's run of cleared ptes, written back at once. */
function report(
  table: PageTable,
  level: number,
  index: number,
  cleared: number,
  leaves: number,
): void {
  if (cleared === 0) return
  COUNT: table.probe.writePtes(level, index, cleared)
  if (leaves > 0) COUNT: table.probe.clearLeaves(leaves)
  if (!table.coherent) COUNT: table.probe.writeBack(index, cleared)
}
