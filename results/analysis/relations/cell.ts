/** What a cell of a result holds, by figure direction: times, counts and sizes. */

import { addCounts, type Counts } from '../../../engines/contract/index.js'
import type { CellResult, Failure, Op, Row } from '../../record/index.js'
import { estimateOf, SLOW_HALF, type Times, timeValues } from '../stats/index.js'

/** `sum` is map + unmap: "half the job" is judged on it. */
export type FigureOp = Op | 'sum'

/** The directions that figures are made for: those timed, and `sum` where both are. */
export function figureOps(cell: CellResult): FigureOp[] {
  const both = cell.ops.includes('map') && cell.ops.includes('unmap')
  return both ? [...cell.ops, 'sum'] : [...cell.ops]
}

/** The directions that a figure is of. */
export function partsOf(op: FigureOp): Op[] {
  return op === 'sum' ? ['map', 'unmap'] : [op]
}

/** A row's nanoseconds, one a round, `null` where it gave none; for `sum` both directions added. */
export function timesOf(cell: CellResult, row: Row, op: FigureOp): Times {
  if (untrusted(row)) return []
  const times = cell.ns[row.id]
  if (op !== 'sum') return times?.[op] ?? []
  const unmap = times?.unmap ?? []
  return (times?.map ?? []).map((map, round) => {
    const other = unmap[round]
    return map == null || other == null ? null : map + other
  })
}

/** Whether a row gave a time in some round. */
export function isTimed(cell: CellResult, row: Row, op: FigureOp): boolean {
  return timesOf(cell, row, op).some((time) => time !== null)
}

/** Nanoseconds of one cycle as no other work disturbed it; `undefined` where the row gave no times. */
export function undisturbedNs(cell: CellResult, row: Row, op: FigureOp): number | undefined {
  const cycle = estimateOf(timeValues(timesOf(cell, row, op), cell.rounds), SLOW_HALF)
  return cycle === undefined ? undefined : Math.exp(cycle)
}

/** A row that did wrong work was not timed at the right work, in any cell. */
function untrusted({ failure }: Row): boolean {
  return failure !== undefined && WRONG_WORK.includes(failure.kind)
}

const WRONG_WORK: ReadonlyArray<Failure['kind']> = ['wrong', 'counts-varied', 'counts-differ']

/** An engine's counts of one cycle; `undefined` where it was not counted. */
export function countsOf(cell: CellResult, engine: string, op: FigureOp): Counts | undefined {
  const counts = cell.counts[engine]
  if (op !== 'sum') return counts?.[op]
  return counts?.map && counts.unmap && addCounts(counts.map, counts.unmap)
}

/** Operations or bytes in one cycle: for `sum` the buffers, each mapped and unmapped. */
export function perCycle(
  amounts: CellResult['operations'],
  ops: readonly FigureOp[],
): Partial<Record<FigureOp, number>> {
  // Unmapped, since a buffer may be mapped page by page.
  const { unmap } = amounts
  return ops.includes('sum') && unmap !== undefined ? { ...amounts, sum: unmap } : { ...amounts }
}
