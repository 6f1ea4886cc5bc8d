/** What two rows' counts and instructions say of their work: never of their times. */

import { sameCounts } from '../../../engines/contract/index.js'
import { type CellResult, pageOf } from '../../record/index.js'
import { countsOf, type FigureOp, partsOf } from './cell.js'
import { type Layouts, layoutsOf } from './layouts.js'

/**
 * What counts and instructions say of two rows' work.
 *
 * - `differs`: some counter differs, or one row was not counted.
 * - `same-calls`: every counter is equal; instructions differ, or are unknown while times do not.
 * - `same-work`: instructions are equal as well. Times that differ even so are those of other places.
 * - `contradiction`: every counter is equal, instructions are unknown, and times differ.
 */
export type Work = 'differs' | 'same-calls' | 'same-work' | 'contradiction'

/** How the work of a row and of its reference compare. */
export interface Relation {
  work: Work
  /** Of a ratio across layouts alone: it enters no mean. */
  layouts?: Layouts
  /** Of equal counters alone: instructions a page that the row has more than the other. */
  moreInstructions?: number
}

/** Instructions in the steady state, of one operation and of one page (`pageOf`); for `sum` of both directions. */
export interface InstructionCounts {
  perOperation: number
  perPage: number
}

/** Instructions a page up to which two rows do the same work: what counting them twice allows. */
export const SAME_INSTRUCTIONS = 0.1

/**
 * Instructions an operation up to which they do, however many pages it has: a fixed part that
 * differs would vanish in a large buffer's pages.
 */
const SAME_FIXED = 1

/** What is known of two rows' work before their times are. */
export interface Known {
  /** Every counter is equal. */
  sameCalls: boolean
  /** Instructions a page that the one has more than the other; absent where one is unknown. */
  moreInstructions?: number
  /** The same of a whole operation. */
  moreAnOperation?: number
  /** Their layouts, where they differ. */
  layouts?: Layouts
}

/** Of one engine's work beside another's; nothing is the same where nothing was counted. */
export function knownOf(cell: CellResult, one: string, other: string, op: FigureOp): Known {
  const own = instructionsOf(cell, one, op)
  const others = instructionsOf(cell, other, op)
  const layouts = layoutsOf(cell, one, other)
  return {
    sameCalls: partsOf(op).every((part) => {
      const counts = countsOf(cell, one, part)
      const known = countsOf(cell, other, part)
      if (counts === undefined || known === undefined) return false
      return Object.keys(counts).length > 0 && sameCounts(counts, known)
    }),
    ...(layouts && { layouts }),
    ...(own &&
      others && {
        moreInstructions: own.perPage - others.perPage,
        moreAnOperation: own.perOperation - others.perOperation,
      }),
  }
}

/** An engine's instructions in the steady state; for `sum` a buffer's map and unmap together. */
export function instructionsOf(
  cell: CellResult,
  engine: string,
  op: FigureOp,
): InstructionCounts | undefined {
  const counted = cell.instructions?.[engine]
  const parts = partsOf(op).map((part) => counted?.[part])
  const known = parts.filter((part) => part !== undefined)
  if (known.length === 0 || known.length < parts.length) return undefined
  const cycle = known.reduce((sum, part) => sum + part, 0)
  // Unmapped, since a buffer may be mapped page by page.
  const sized = op === 'sum' ? 'unmap' : op
  const operations = cell.operations[sized]
  const bytes = cell.bytes[sized]
  if (!operations || !bytes) return undefined
  return { perOperation: cycle / operations, perPage: cycle / (bytes / pageOf(cell)) }
}

/**
 * Equal counters and equal instructions, of a page and of the operation, are the same work. Equal counters alone are the same calls:
 * other instructions may explain a difference of times; where they are unknown, nothing does.
 */
export function relationOf(
  { layouts, sameCalls, moreAnOperation = 0, moreInstructions }: Known,
  resolved: boolean,
): Relation {
  if (!sameCalls) return { work: 'differs', ...(layouts && { layouts }) }
  if (moreInstructions === undefined) return { work: resolved ? 'contradiction' : 'same-calls' }
  return Math.abs(moreInstructions) <= SAME_INSTRUCTIONS && Math.abs(moreAnOperation) <= SAME_FIXED
    ? { work: 'same-work', moreInstructions }
    : { work: 'same-calls', moreInstructions }
}
