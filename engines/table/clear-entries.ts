import type { Gather } from '../driver/index.js'
import { clearLeaves } from './clear-leaves.js'
import { dropTable } from './drop-table.js'
import { EMPTY } from './formats/format.js'
import type { PageTable } from './page-table.js'

/**
 * Clears up to `count` entries of `level` from `index` on and stops at an empty one. A table,
 * covered whole, is dropped unread. A contiguous leaf in part stays. Returns the entries cleared.
 */
export function clearEntries(
  table: PageTable,
  base: number,
  level: number,
  index: number,
  iova: number,
  count: number,
  gather: Gather,
): number {
  const { words } = table.memory
  const whole = table.contiguous?.wholeLeaves(base, level, index, count, 'stays') ?? count
  if (whole === 0) return 0
  let cleared = 0
  for (;;) {
    const from = iova + cleared * table.span[level]
    cleared += clearLeaves(table, base, level, index + cleared, from, whole - cleared, gather)
    const at = base + 2 * (index + cleared)
    if (cleared === whole || words[at] === EMPTY) return cleared
    dropTable(table, at, level, index + cleared, iova + cleared * table.span[level])
    cleared++
  }
}
