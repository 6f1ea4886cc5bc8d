import { InputError, nearest } from '../engines/contract/index.js'
import type { Cell } from './cell.js'

/**
 * The cells whose ids match one of the patterns, in the suite's order; all where there are no
 * patterns. A pattern is an id, or has `*` for any characters.
 * @throws InputError where a pattern matches nothing
 */
export function selectCells(cells: readonly Cell[], patterns: readonly string[]): Cell[] {
  if (patterns.length === 0) return [...cells]
  const matchers = patterns.map(matcherOf)
  for (const [index, matches] of matchers.entries()) {
    if (!cells.some(({ id }) => matches(id))) {
      const pattern = patterns[index] ?? ''
      const ids = cells.map(({ id }) => id)
      throw new InputError(`no cell matches ${pattern}${nearest(pattern, ids)}`)
    }
  }
  return cells.filter(({ id }) => matchers.some((matches) => matches(id)))
}

function matcherOf(pattern: string): (id: string) => boolean {
  const literal = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
  const expression = new RegExp(`^${literal.join('.*')}$`)
  return (id) => expression.test(id)
}
