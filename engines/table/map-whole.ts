import { EINVAL, ERANGE } from '../contract/index.js'
import type { Mapped } from '../driver/index.js'
import { descendOrInstall } from './descend.js'
import type { PageTable } from './page-table.js'
import { writeLeaves } from './write-leaves.js'

/** Leaves of whatever level fits best. */
const BEST_LEVEL = -1

/**
 * Maps a whole range in one descent over mixed page sizes, as generic_pt's map_range does. Adds
 * what it mapped to `mapped`; undoes nothing on an error.
 */
export function mapRange(
  table: PageTable,
  iova: number,
  paddr: number,
  size: number,
  prot: number,
  mapped: Mapped,
): number {
  return mapLeaves(table, iova, paddr, size, BEST_LEVEL, prot, mapped)
}

/** Maps a run of `pgcount` pages of one size in one descent, across tables. */
export function mapWholeRun(
  table: PageTable,
  iova: number,
  paddr: number,
  pgsize: number,
  pgcount: number,
  prot: number,
  mapped: Mapped,
): number {
  if ((pgsize & table.pgsizeBitmap) !== pgsize) return -EINVAL
  return mapLeaves(table, iova, paddr, pgsize * pgcount, table.levelOf(pgsize), prot, mapped)
}

function mapLeaves(
  table: PageTable,
  iova: number,
  paddr: number,
  size: number,
  leafLevel: number,
  prot: number,
  mapped: Mapped,
): number {
  if (!table.allowsAccess(prot)) return -EINVAL
  if (!table.inRange(iova, paddr, size)) return -ERANGE
  const error = walkAndMap(table, iova, paddr, size, leafLevel, prot, mapped)
  COUNT: table.probe.writeBarrier()
  return error
}

/** Goes down to the lowest table that holds the whole range, and maps from there on. */
function walkAndMap(
  table: PageTable,
  iova: number,
  paddr: number,
  size: number,
  leafLevel: number,
  prot: number,
  mapped: Mapped,
): number {
  COUNT: table.probe.walk(iova)
  let level = table.startLevel
  let base = table.root
  while (table.fitsBelow(iova, size, level)) {
    COUNT: table.probe.visit(level)
    base = descendOrInstall(table, base, level, iova)
    if (base < 0) return base
    level++
  }
  return mapLevel(table, base, level, iova, paddr, size, leafLevel, prot, mapped)
}

/** Maps what lies within the table at word `base`: runs of leaves here where they fit, else one level down. */
function mapLevel(
  table: PageTable,
  base: number,
  level: number,
  iova: number,
  paddr: number,
  size: number,
  leafLevel: number,
  prot: number,
  mapped: Mapped,
): number {
  COUNT: table.probe.visit(level)
  if (level === table.format.lastLevel) {
    const index = table.indexAt(iova, level)
    const count = size * table.perSpan[level]
    return writeLeaves(table, base, level, index, iova, paddr, count, prot, mapped)
  }

  const span = table.span[level]
  const leavesHere = leafLevel === BEST_LEVEL ? table.mayBeLeaf(level) : level === leafLevel
  let done = 0
  while (done < size) {
    const at = iova + done
    const to = paddr + done
    const left = size - done
    const offset = table.offsetIn(at, level)
    if (leavesHere && left >= span && offset === 0 && table.offsetIn(to, level) === 0) {
      const index = table.indexAt(at, level)
      const fitting = Math.floor(left * table.perSpan[level])
      const count = Math.min(fitting, table.entriesFrom(index))
      const error = writeLeaves(table, base, level, index, at, to, count, prot, mapped)
      if (error !== 0) return error
      done += count * span
    } else {
      const below = Math.min(span - offset, left)
      const child = descendOrInstall(table, base, level, at)
      if (child < 0) return child
      const error = mapLevel(table, child, level + 1, at, to, below, leafLevel, prot, mapped)
      if (error !== 0) return error
      done += below
    }
  }
  return 0
}
