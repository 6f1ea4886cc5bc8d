import { isDeepStrictEqual } from 'node:util'
import type { Result } from '../../record/index.js'

/** Whether two results are one run: they began in the same millisecond and timed the same, number by number. */
export function isSameRun(one: Result, other: Result): boolean {
  return (
    one.run.startedAt === other.run.startedAt && isDeepStrictEqual(measured(one), measured(other))
  )
}

function measured({ cells }: Result): unknown[] {
  return cells.map(({ id, ns, operations, rounds }) => ({ id, ns, operations, rounds }))
}
