/** The ways in which page tables carry out their ops, by the names that call shapes have for them. */
import type { TableName } from '../contract/index.js'
import { mapList } from './map-list.js'
import { mapPages } from './map-pages.js'
import { mapRange, mapWholeRun } from './map-whole.js'
import { mapWithRollback } from './map-with-rollback.js'
import type { TablePaths } from './paths.js'
import { mapRewalking, unmapRewalking } from './rewalk.js'
import { unmapClearing } from './unmap-clearing.js'
import { unmapPages } from './unmap-pages.js'
import { unmapEach, unmapToTableEnd, unmapWholeRun } from './unmap-whole.js'

export const TABLE_PATHS: Record<TableName, TablePaths> = {
  /** io-pgtable-arm since v5.15: one walk a run, to the table's end. */
  run: paths({}),
  /** The same since Linux 6.12: where the walker is not coherent, a run is written back at once. */
  'run-write-back': paths({ writeBack: 'run' }),
  /** One walk a pte. */
  rewalk: paths({ mapPages: mapRewalking, unmapPages: unmapRewalking }),
  /** Byte sizes are unmapped to the table's end. */
  'byte-size': paths({ unmapRange: unmapToTableEnd }),
  /** A call continues across tables. */
  'whole-run': paths({ writeBack: 'run', mapPages: mapWholeRun, unmapPages: unmapWholeRun }),
  /** As `whole-run`, and a map that fails leaves nothing. */
  rollback: paths({ writeBack: 'run', mapPages: mapWithRollback, unmapPages: unmapWholeRun }),
  /** Leaves side by side are gathered as one range. */
  range: paths({ gather: 'range', writeBack: 'run' }),
  /** generic_pt: as `range`, and every leaf of a table is cleared before the table goes. */
  'clear-first': paths({ gather: 'range', writeBack: 'run', unmapRange: unmapClearing }),
}

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
