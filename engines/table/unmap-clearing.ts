import type { Gather } from '../driver/index.js'
import { clearLeaves } from './clear-leaves.js'
import { EMPTY } from './formats/format.js'
import type { PageTable } from './page-table.js'

/**
 * Unmaps a whole range in one descent, whatever its leaves are, as generic_pt's unmap_range does:
 * every leaf of a table is cleared before the table goes to those that are freed at the iotlb sync.
 * Returns the bytes unmapped, up to a hole, or more than asked for where the last leaf reaches
 * beyond the range.
 */
export function unmapClearing(
  table: PageTable,
  iova: number,
  size: number,
  gather: Gather,
): number {
  if (!table.iovasInRange(iova, size)) return 0
  const unmapped = walkAndUnmap(table, iova, size, gather)
  table.noted.addTo(gather)
  return unmapped
}

/** Goes down to the lowest table that holds the whole range, or to a leaf, and unmaps from there on. */
function walkAndUnmap(table: PageTable, iova: number, size: number, gather: Gather): number {
  const { format, probe } = table
  const { words } = table.memory
  COUNT: probe.walk(iova)
  let level = table.startLevel
  let base = table.root
  while (table.fitsBelow(iova, size, level)) {
    const index = table.indexAt(iova, level)
    const low = words[base + 2 * index]
    COUNT: probe.visit(level)
    COUNT: probe.readPtes(level, index, 1)
    if (low === EMPTY) return 0
    if (format.isLeaf(low, level)) return unmapLevel(table, base, level, iova, size, gather)
    base = table.tableAt(low)
    level++
  }
  COUNT: probe.visit(level)
  return unmapLevel(table, base, level, iova, size, gather)
}

/**
 * Unmaps what lies within the table at word `base`; returns the bytes unmapped. A table below that the
 * range covers goes, whatever page sizes the domain has.
 */
function unmapLevel(
  table: PageTable,
  base: number,
  level: number,
  iova: number,
  size: number,
  gather: Gather,
): number {
  const { format, memory, probe } = table
  const span = table.span[level]
  let index = table.indexAt(iova, level)
  if (level === format.lastLevel) {
    const count = reached(table, base, level, index, size * table.perSpan[level])
    return count === 0 ? 0 : clearLeaves(table, base, level, index, iova, count, gather) * span
  }

  const { words } = memory
  // Only the first entry can begin before the range, and only the last one end behind it.
  let offset = table.offsetIn(iova, level)
  // Table entries side by side that went and were not written back yet.
  let firstGone = index
  let gone = 0
  let done = 0
  while (done < size) {
    const left = size - done
    if (offset === 0) {
      // A part at a leaf's start takes the whole leaf with it.
      const fitting = Math.max(1, Math.floor(left * table.perSpan[level]))
      const count = reached(table, base, level, index, Math.min(fitting, table.entriesFrom(index)))
      if (count === 0) break
      // A leaf breaks the run of table entries: they are written back before it is gathered.
      if (gone > 0 && format.isLeaf(words[base + 2 * index], level)) {
        writeBackGone(table, firstGone, gone)
        gone = 0
      }
      const cleared = clearLeaves(table, base, level, index, iova + done, count, gather)
      done += cleared * span
      index += cleared
      if (cleared === count) continue
    } else {
      COUNT: probe.readPtes(level, index, 1)
    }
    const at = base + 2 * index
    const low = words[at]
    // A part elsewhere in a leaf takes nothing.
    if (low === EMPTY || format.isLeaf(low, level)) break
    const reach = Math.min(span - offset, size - done)
    const covered = reach === span
    const child = table.tableAt(low)
    // Leaves of another size below may force a sync: no entry may be cleared by then and not shown.
    if (gone > 0 && level + 1 < format.lastLevel) {
      writeBackGone(table, firstGone, gone)
      gone = 0
    }
    COUNT: probe.visit(level + 1)
    const taken = unmapLevel(table, child, level + 1, iova + done, reach, gather)
    done += taken
    if (taken < reach) break
    if (covered) {
      memory.defer(child)
      words[at] = 0
      words[at + 1] = 0
      COUNT: probe.writePtes(level, index, 1)
      if (gone++ === 0) firstGone = index
    }
    offset = 0
    index++
  }
  if (gone > 0) writeBackGone(table, firstGone, gone)
  return done
}

/** Entries of a run of `count`: a contiguous leaf that it ends in goes whole; one that it begins in, and all, stays. */
function reached(
  table: PageTable,
  base: number,
  level: number,
  index: number,
  count: number,
): number {
  return table.contiguous?.wholeLeaves(base, level, index, count, 'goes') ?? count
}

/** Writes table entries side by side back at once, for a walker that does not snoop. */
function writeBackGone(table: PageTable, index: number, count: number): void {
  if (!table.coherent) COUNT: table.probe.writeBack(index, count)
}
