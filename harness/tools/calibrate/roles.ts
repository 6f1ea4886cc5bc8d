/** Families as they would be if other rows of the same code had other parts: which is left to choice. */
import type { Result, Row } from '../../../results/record/index.js'
import { plantedOf } from './set.js'

/** Rows that are the baseline, or it once more. */
export function sameRows({ rows }: Pick<Result, 'rows'>): string[] {
  return rows.map(({ id }) => id).filter((id) => plantedOf(id) === 0)
}

/** With each of the rows that are alike as the baseline, one after another. */
export function everyBaseline(family: Result): Result[] {
  return sameRows(family).map((baseline) =>
    withRoles(family, (id) => (id === baseline ? 'baseline' : 'shape')),
  )
}

/** With the first two rows beside the baseline as null rows, so that there is a noise floor. */
export function withNullRows(family: Result): Result {
  const [baseline, ...others] = sameRows(family)
  const nulls = others.slice(0, 2)
  return withRoles(family, (id) => {
    if (id === baseline) return 'baseline'
    return nulls.includes(id) ? 'null' : 'shape'
  })
}

function withRoles(family: Result, roleOf: (id: string) => Row['role']): Result {
  return { ...family, rows: family.rows.map((row) => ({ ...row, role: roleOf(row.id) })) }
}
