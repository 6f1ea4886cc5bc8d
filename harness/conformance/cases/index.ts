import { DEFAULT_FORMAT } from '../../../engines/index.js'
import type { Case, CasesFor } from '../trial/case.js'
import { placesOf } from '../trial/domains.js'
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

/** From what is simple to what is not. */
const SUBJECTS: readonly CasesFor[] = [
  TRANSLATION_CASES,
  PAGE_SIZE_CASES,
  LIMIT_CASES,
  ARGUMENT_CASES,
  HOLE_CASES,
  COVERED_TABLE_CASES,
  INSIDE_BLOCK_CASES,
  BLOCK_OVER_TABLE_CASES,
  OVERLAP_CASES,
  MEMORY_CASES,
  ROLLBACK_CASES,
  SCATTER_LIST_CASES,
  INVALIDATION_CASES,
  ORDER_CASES,
  WRITE_BACK_CASES,
  LEAK_CASES,
  TAPE_CASES,
]

/** The conformance suite for a format, by its id. Names are unique, and the same for all. */
export function casesFor(format: string): readonly Case[] {
  return SUBJECTS.flatMap((casesOf) => casesOf(placesOf(format)))
}

/** The suite for the default format. */
export const CASES = casesFor(DEFAULT_FORMAT)
