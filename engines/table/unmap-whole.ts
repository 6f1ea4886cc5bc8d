import type { Gather } from '../driver/index.js'
import { clearEntries } from './clear-entries.js'
import { EMPTY } from './formats/format.js'
import type { PageTable } from './page-table.js'
import { splitBlock } from './split-block.js'

/** Entries of whatever level the range covers whole. */
const EVERY_LEVEL = -1

/**
 * Unmaps a whole range in one descent over mixed page sizes: leaves go into the gather, a table
 * that the range covers whole goes unread. Returns the bytes unmapped, up to a hole.
 */
export function unmapEach(table: PageTable, iova: number, size: number, gather: Gather): number {
  const unmapped = walkAndUnmap(table, iova, size, EVERY_LEVEL, gather)
  if (table.gathersRanges) table.noted.addTo(gather)
  return unmapped
}

/** Unmaps a run of `pgcount` pages of one size in one descent, across tables. */
export function unmapWholeRun(
  table: PageTable,
  iova: number,
  pgsize: number,
  pgcount: number,
  gather: Gather,
): number {
  if ((pgsize & table.pgsizeBitmap) !== pgsize) return 0
  return walkAndUnmap(table, iova, pgsize * pgcount, table.levelOf(pgsize), gather)
}

/**
 * Unmaps what the first table on the way holds of a range, to that table's end. Returns the bytes
 * unmapped; the caller asks again for what is left.
 */
export function unmapToTableEnd(
  table: PageTable,
  iova: number,
  size: number,
  gather: Gather,
): number {
  if (!table.iovasInRange(iova, size)) return 0
  COUNT: table.probe.walk(iova)
  let level = table.startLevel
  let base = table.root
  let reach = size
  for (;;) {
    COUNT: table.probe.visit(level)
    const offset = table.offsetIn(iova, level)
    const span = table.span[level]
    if (table.mayBeLeaf(level) && offset === 0 && reach >= span) {
      return clearWhole(table, base, level, iova, reach, gather)
    }
    reach = Math.min(reach, span - offset)
    base = enter(table, base, level, iova)
    if (base < 0) return 0
    level++
  }
}

/** Goes down to the lowest table that holds the whole range, and unmaps from there on. */
function walkAndUnmap(
  table: PageTable,
  iova: number,
  size: number,
  leafLevel: number,
  gather: Gather,
): number {
  if (!table.iovasInRange(iova, size)) return 0
  COUNT: table.probe.walk(iova)
  let level = table.startLevel
  let base = table.root
  while (table.fitsBelow(iova, size, level)) {
    COUNT: table.probe.visit(level)
    base = enter(table, base, level, iova)
    if (base < 0) return 0
    level++
  }
  return unmapLevel(table, base, level, iova, size, leafLevel, gather)
}

/** Unmaps what lies within the table at word `base`; returns the bytes unmapped. */
function unmapLevel(
  table: PageTable,
  base: number,
  level: number,
  iova: number,
  size: number,
  leafLevel: number,
  gather: Gather,
): number {
  COUNT: table.probe.visit(level)
  const span = table.span[level]
  const wholeEntries = leafLevel === EVERY_LEVEL ? table.mayBeLeaf(level) : level === leafLevel
  let done = 0
  while (done < size) {
    const at = iova + done
    const left = size - done
    const offset = table.offsetIn(at, level)
    let wanted: number
    let got: number
    if (wholeEntries && offset === 0 && left >= span) {
      const fitting = Math.floor(left * table.perSpan[level])
      wanted = Math.min(fitting, table.entriesFrom(table.indexAt(at, level))) * span
      got = clearWhole(table, base, level, at, wanted, gather)
    } else {
      wanted = Math.min(span - offset, left)
      const child = enter(table, base, level, at)
      if (child < 0) break
      got = unmapLevel(table, child, level + 1, at, wanted, leafLevel, gather)
    }
    done += got
    if (got < wanted) break
  }
  return done
}

/** Clears the entries of `level` that `[iova, iova + size)` covers whole, to the table's end. */
function clearWhole(
  table: PageTable,
  base: number,
  level: number,
  iova: number,
  size: number,
  gather: Gather,
): number {
  const index = table.indexAt(iova, level)
  const fitting = Math.floor(size * table.perSpan[level])
  const count = Math.min(fitting, table.entriesFrom(index))
  return clearEntries(table, base, level, index, iova, count, gather) * table.span[level]
}

/**
 * One step of an unmap's walk: the word at which the table below begins, after a block on the way
 * was split into one; negative where nothing is mapped, or a block cannot be split.
 */
function enter(table: PageTable, base: number, level: number, iova: number): number {
  const { format, memory } = table
  const index = table.indexAt(iova, level)
  const at = base + 2 * index
  const low = memory.words[at]
  COUNT: table.probe.readPtes(level, index, 1)
  if (low === EMPTY) return NOTHING
  if (!format.isLeaf(low, level)) return table.tableAt(low)
  if (table.semantics.insideBlock !== 'split') return NOTHING
  return splitBlock(table, at, level, index, 0, 0)
}

const NOTHING = -1
