import { globOf, InputError, nearest } from '../engines/contract/index.js'
import type { Cell } from './cell/cell.js'
import { cellsOf, type RedundantCell } from './expand.js'
import { loadSuite, suiteNames } from './suite.js'

/**
 * The cells whose ids match one of the patterns, in the suite's order; all where there are no
 * patterns. A pattern is an id, or has `*` for any characters.
 *
 * @param redundant cells that others stand for, so that whoever names one learns of the other.
 * @throws InputError where a pattern matches nothing, naming a suite that has such cells
 */
export function selectCells(
  cells: readonly Cell[],
  patterns: readonly string[],
  redundant: readonly RedundantCell[] = [],
): Cell[] {
  if (patterns.length === 0) return [...cells]
  const selected = patterns.flatMap((pattern) => {
    const matches = globOf(pattern)
    const found = cells.filter(({ id }) => matches(id))
    if (found.length > 0) return found
    const left = redundant.find(({ id }) => matches(id))
    if (left !== undefined) {
      throw new InputError(
        `cell ${left.id} was left out: it is the same work as ${left.sameAs}, which stands for it`,
      )
    }
    const ids = cells.map(({ id }) => id)
    const suite = suiteNames().find((name) =>
      cellsOf(loadSuite(name)).some(({ id }) => matches(id)),
    )
    const way = suite === undefined ? nearest(pattern, ids) : `; --suite ${suite} has what does`
    throw new InputError(`no cell matches ${pattern}${way}`)
  })
  const matched = new Set(selected)
  return cells.filter((cell) => matched.has(cell))
}
