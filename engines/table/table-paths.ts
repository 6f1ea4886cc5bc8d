/** The ways in which page tables carry out their ops, rung by rung. */
import { mapList } from './map-list.js'
import { mapPages } from './map-pages.js'
import { mapRange, mapWholeRun } from './map-range.js'
import { mapWithRollback } from './map-with-rollback.js'
import type { TablePaths } from './paths.js'
import { mapRewalking, unmapRewalking } from './rewalk.js'
import { unmapEach, unmapToTableEnd, unmapWholeRun } from './unmap-each.js'
import { unmapPages } from './unmap-pages.js'
import { unmapRange } from './unmap-range.js'

/** io-pgtable-arm since v5.15: one walk a run, to the table's end. */
export const RUN_PATHS: TablePaths = {
  mapPages,
  unmapPages,
  mapRange,
  mapList,
  unmapRange: unmapEach,
}

/** One walk a pte. */
export const REWALK_PATHS: TablePaths = {
  ...RUN_PATHS,
  mapPages: mapRewalking,
  unmapPages: unmapRewalking,
}

/** A call goes on across tables. */
export const WHOLE_RUN_PATHS: TablePaths = {
  ...RUN_PATHS,
  mapPages: mapWholeRun,
  unmapPages: unmapWholeRun,
}

/** A call that fails leaves nothing. */
export const ROLLBACK_PATHS: TablePaths = { ...WHOLE_RUN_PATHS, mapPages: mapWithRollback }

/** Byte sizes are unmapped to the table's end. */
export const BYTE_SIZE_PATHS: TablePaths = { ...RUN_PATHS, unmapRange: unmapToTableEnd }

/** generic_pt: one gathered range for an operation, one write-back for a table's run. */
export const RANGE_PATHS: TablePaths = { ...RUN_PATHS, unmapRange }
