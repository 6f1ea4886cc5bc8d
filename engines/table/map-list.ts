import { EINVAL, ERANGE } from '../contract/index.js'
import type { Mapped, ScatterList } from '../driver/index.js'
import { descendOrInstall } from './descend.js'
import type { PageTable } from './page-table.js'
import { writeLeaves } from './write-leaves.js'

/**
 * Maps a scatter list in one descent over its whole iova range: the walk stays where it is while
 * the memory behind it changes. Adds what it mapped to `mapped`; undoes nothing on an error.
 */
export function mapList(
  table: PageTable,
  iova: number,
  list: ScatterList,
  prot: number,
  mapped: Mapped,
): number {
  if (!table.allowsAccess(prot)) return -EINVAL
  let size = 0
  for (let at = list.from; at < list.to; at++) {
    if (!table.inRange(iova + size, list.paddr[at], list.size[at])) return -ERANGE
    size += list.size[at]
  }
  COUNT: table.probe.walk(iova)
  list.rewind()
  const error = mapLevel(table, table.root, table.startLevel, iova, size, list, prot, mapped)
  COUNT: table.probe.writeBarrier()
  return error
}

/** Maps what lies within the table at word `base`, segment by segment. */
function mapLevel(
  table: PageTable,
  base: number,
  level: number,
  iova: number,
  size: number,
  list: ScatterList,
  prot: number,
  mapped: Mapped,
): number {
  COUNT: table.probe.visit(level)
  const span = table.span[level]
  const leavesHere = table.mayBeLeaf(level)
  let done = 0
  while (done < size) {
    const at = iova + done
    const left = Math.min(size - done, list.left)
    const offset = table.offsetIn(at, level)
    if (leavesHere && left >= span && offset === 0 && table.offsetIn(list.here, level) === 0) {
      const index = table.indexAt(at, level)
      const fitting = Math.floor(left * table.perSpan[level])
      const count = Math.min(fitting, table.entriesFrom(index))
      const error = writeLeaves(table, base, level, index, at, list.here, count, prot, mapped)
      if (error !== 0) return error
      list.advance(count * span)
      done += count * span
    } else {
      const below = Math.min(span - offset, size - done)
      const child = descendOrInstall(table, base, level, at)
      if (child < 0) return child
      const error = mapLevel(table, child, level + 1, at, below, list, prot, mapped)
      if (error !== 0) return error
      done += below
    }
  }
  return 0
}
