import { EINVAL, ERANGE } from '../contract/index.js'
import type { Mapped } from '../driver/index.js'
import { descendOrInstall } from './descend.js'
import type { PageTable } from './page-table.js'
import { writeLeaves } from './write-leaves.js'

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
  if (!table.allowsAccess(prot)) return -EINVAL
  if (!table.inRange(iova, paddr, size)) return -ERANGE
  table.probe.walk(iova)
  const error = mapLevel(table, table.root, table.startLevel, iova, paddr, size, prot, mapped)
  table.probe.writeBarrier()
  return error
}

/** Maps what lies within the table at word `base`: runs of leaves here where they fit, else one level down. */
function mapLevel(
  table: PageTable,
  base: number,
  level: number,
  iova: number,
  paddr: number,
  size: number,
  prot: number,
  mapped: Mapped,
): number {
  const span = table.span[level]
  const leafLevel = table.mayBeLeaf(level)
  table.probe.visit(level)
  let done = 0
  while (done < size) {
    const at = iova + done
    const to = paddr + done
    const left = size - done
    const offset = table.offsetIn(at, level)
    if (leafLevel && left >= span && offset === 0 && table.offsetIn(to, level) === 0) {
      const index = table.indexAt(at, level)
      const count = Math.min(Math.floor(left * table.perSpan[level]), table.entries - index)
      const error = writeLeaves(table, base, level, index, at, to, count, prot, mapped)
      if (error !== 0) return error
      done += count * span
    } else {
      const below = Math.min(span - offset, left)
      const child = descendOrInstall(table, base, level, at)
      if (child < 0) return child
      const error = mapLevel(table, child, level + 1, at, to, below, prot, mapped)
      if (error !== 0) return error
      done += below
    }
  }
  return 0
}
