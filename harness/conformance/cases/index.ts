import type { Case } from '../trial/case.js'
import { ARGUMENT_CASES } from './arguments.js'
import { BLOCK_OVER_TABLE_CASES } from './block-over-table.js'
import { COVERED_TABLE_CASES } from './covered-tables.js'
import { HOLE_CASES } from './holes.js'
import { INSIDE_BLOCK_CASES } from './inside-blocks.js'
import { INVALIDATION_CASES } from './invalidation.js'
import { LEAK_CASES } from './leaks.js'
import { LIMIT_CASES } from './limits.js'
import { MEMORY_CASES } from './memory.js'
import { ORDER_CASES } from './order.js'
import { OVERLAP_CASES } from './overlap.js'
import { PAGE_SIZE_CASES } from './page-sizes.js'
import { ROLLBACK_CASES } from './rollback.js'
import { SCATTER_LIST_CASES } from './scatter-lists.js'
import { TAPE_CASES } from './tape.js'
import { TRANSLATION_CASES } from './translation.js'
import { WRITE_BACK_CASES } from './write-back.js'

/** The conformance suite, from what is simple to what is not. Names are unique. */
export const CASES: readonly Case[] = [
  ...TRANSLATION_CASES,
  ...PAGE_SIZE_CASES,
  ...LIMIT_CASES,
  ...ARGUMENT_CASES,
  ...HOLE_CASES,
  ...COVERED_TABLE_CASES,
  ...INSIDE_BLOCK_CASES,
  ...BLOCK_OVER_TABLE_CASES,
  ...OVERLAP_CASES,
  ...MEMORY_CASES,
  ...ROLLBACK_CASES,
  ...SCATTER_LIST_CASES,
  ...INVALIDATION_CASES,
  ...ORDER_CASES,
  ...WRITE_BACK_CASES,
  ...LEAK_CASES,
  ...TAPE_CASES,
]
