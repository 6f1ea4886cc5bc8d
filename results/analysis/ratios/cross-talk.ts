/**
 * What rows that take turns in one process do to each other, where it was not shown to lie within 2 %
 * of how they are alone: their intervals are wider by as much. The list is docs/cross-talk.md's, and a
 * test holds the two together; `npm run calibrate` measures it again.
 */

import type { CellResult, Row } from '../../record/index.js'
import type { FigureOp } from '../relations/cell.js'

export interface CrossTalk {
  cell: string
  shape: string
  op: FigureOp
  /** The farthest that a speed-up may be off by, as a ratio's distance from 1. */
  bound: number
}

export const CROSS_TALK: readonly CrossTalk[] = [
  ...[
    { shape: 'range-gather', bound: 0.0272 },
    { shape: 'punt-range', bound: 0.0255 },
    { shape: 'unmap-pages', bound: 0.0217 },
  ].map((one) => ({ cell: 'trace:arm64-6.1-strict-e1000e_tcp1500', op: 'mixed' as const, ...one })),
  { cell: '64M@4K', shape: 'unmap-pages', op: 'map', bound: 0.0217 },
]

/**
 * The bound of a ratio of two rows, as a logarithm; 0 where both are timed as if they were alone, and in
 * older results, whose rows shared no process.
 */
export function crossTalkOf(
  { id, rounds }: Pick<CellResult, 'id' | 'rounds'>,
  rows: ReadonlyArray<Pick<Row, 'role' | 'shape'>>,
  op: FigureOp,
): number {
  if (rounds.linkOrder === undefined) return 0
  const bounds = CROSS_TALK.filter((one) => one.cell === id && one.op === op)
    .filter(({ shape }) => rows.some((row) => row.role === 'shape' && row.shape === shape))
    .map(({ bound }) => Math.log1p(bound))
  return Math.max(0, ...bounds)
}
