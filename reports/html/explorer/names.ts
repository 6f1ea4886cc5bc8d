/** Names that are used beyond their lists. */
import type { FigureOp } from '../../../results/analysis/index.js'
import { OP_WORDS } from '../../phrases/index.js'

export const SPEEDUP = 'speedup'
export const NS_PER_PAGE = 'ns'
export const NS_PER_OPERATION = 'ns-op'
export const INSTRUCTIONS_PER_PAGE = 'instr'
export const OP_CALLS = 'calls'

/** Directions in a sentence. */
export const OP_NAMES: Record<FigureOp, string> = {
  ...OP_WORDS,
  mixed: 'maps and unmaps as they come',
}
