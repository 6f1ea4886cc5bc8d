import { EINVAL, ERANGE } from '../contract/index.js'
import type { Mapped } from '../driver/index.js'
import { descendOrInstall } from './descend.js'
import type { PageTable } from './page-table.js'
import { writeLeaves } from './write-leaves.js'

/**
 * Maps up to `pgcount` pages with one walk, to the end of the leaf table (4a77b12deb25). Adds what
 * it mapped to `mapped`; undoes nothing on an error.
 */
export function mapPages(
  table: PageTable,
  iova: number,
  paddr: number,
  pgsize: number,
  pgcount: number,
  prot: number,
  mapped: Mapped,
): number {
  if ((pgsize & table.pgsizeBitmap) !== pgsize || !table.allowsAccess(prot)) return -EINVAL
  if (!table.inRange(iova, paddr, pgsize * pgcount)) return -ERANGE
  const error = walkAndMap(table, iova, paddr, pgsize, pgcount, prot, mapped)
  // All stores must be visible before anything can walk to the new leaves.
  COUNT: table.probe.writeBarrier()
  return error
}

function walkAndMap(
  table: PageTable,
  iova: number,
  paddr: number,
  pgsize: number,
  pgcount: number,
  prot: number,
  mapped: Mapped,
): number {
  const { probe } = table
  const leafLevel = table.levelOf(pgsize)
  COUNT: probe.walk(iova)
  let level = table.startLevel
  let base = table.root
  while (level < leafLevel) {
    COUNT: probe.visit(level)
    base = descendOrInstall(table, base, level, iova)
    if (base < 0) return base
    level++
  }
  COUNT: probe.visit(level)
  const index = table.indexAt(iova, level)
  const count = Math.min(pgcount, table.entriesFrom(index))
  return writeLeaves(table, base, level, index, iova, paddr, count, prot, mapped)
}
