/** The ways in which page tables carry out their ops, rung by rung. */
import { mapList } from './map-list.js'
import { mapPages } from './map-pages.js'
import { mapRange, mapWholeRun } from './map-whole.js'
import { mapWithRollback } from './map-with-rollback.js'
import type { TablePaths } from './paths.js'
import { mapRewalking, unmapRewalking } from './rewalk.js'
import { unmapClearing } from './unmap-clearing.js'
import { unmapPages } from './unmap-pages.js'
import { unmapEach, unmapToTableEnd, unmapWholeRun } from './unmap-whole.js'

/** io-pgtable-arm since v5.15: one walk a run, to the table's end. */
export const RUN_PATHS: TablePaths = paths({})

/** The same since Linux 6.12: where the walker is not coherent, a run is written back at once. */
export const RUN_WRITE_BACK_PATHS: TablePaths = paths({ writeBack: 'run' })

/** One walk a pte. */
export const REWALK_PATHS: TablePaths = paths({
  mapPages: mapRewalking,
  unmapPages: unmapRewalking,
})

/** A call goes on across tables. */
export const WHOLE_RUN_PATHS: TablePaths = paths({
  writeBack: 'run',
  mapPages: mapWholeRun,
  unmapPages: unmapWholeRun,
})

/** As WHOLE_RUN_PATHS, and a map that fails leaves nothing. */
export const ROLLBACK_PATHS: TablePaths = paths({
  writeBack: 'run',
  mapPages: mapWithRollback,
  unmapPages: unmapWholeRun,
})

/** Byte sizes are unmapped to the table's end. */
export const BYTE_SIZE_PATHS: TablePaths = paths({ unmapRange: unmapToTableEnd })

/** Leaves side by side are gathered as one range. */
export const RANGE_PATHS: TablePaths = paths({ gather: 'range', writeBack: 'run' })

/** generic_pt: as RANGE_PATHS, and every leaf of a table is cleared before the table goes. */
export const CLEAR_FIRST_PATHS: TablePaths = paths({
  gather: 'range',
  writeBack: 'run',
  unmapRange: unmapClearing,
})

/** Made in one place, so that V8 sees one shape of object where engines share a process. */
function paths(changes: Partial<TablePaths>): TablePaths {
  return {
    gather: changes.gather ?? 'leaf',
    writeBack: changes.writeBack ?? 'pte',
    mapPages: changes.mapPages ?? mapPages,
    unmapPages: changes.unmapPages ?? unmapPages,
    mapRange: changes.mapRange ?? mapRange,
    mapList: changes.mapList ?? mapList,
    unmapRange: changes.unmapRange ?? unmapEach,
  }
}
