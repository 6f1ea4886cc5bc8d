/** What measuring takes and gives. */
import type { Tape } from '../../../engines/contract/index.js'
import type { JournalRecord } from '../../../results/record/index.js'
import type { Interruption } from '../../terminal/interruption.js'
import type { Progress } from '../../terminal/progress.js'
import type { CheckedCells } from './check.js'
import type { PlannedCell } from './planned.js'
import type { RunRow } from './rows.js'

export interface MeasuredCell extends PlannedCell {
  /** Tapes of rows that do not run the cell's own: effects that are planted. */
  tapes?: ReadonlyMap<RunRow, Tape>
}

/** What a run has recorded: what it goes on from, and what it adds to. */
export interface Recorded {
  /** The journal's records so far. */
  records(): readonly JournalRecord[]
  append(...records: ReadonlyArray<Exclude<JournalRecord, { type: 'header' }>>): void
}

export interface Measuring {
  cells: readonly MeasuredCell[]
  checked: CheckedCells
  seed: number
  /** Orders in which the modules in C were linked; below 2 there is one. */
  linkOrders: number
  /** Generations after which measuring ends though there is time. */
  mostGenerations?: number | undefined
  pinTo: number | undefined
  hangMs: number
  journal: Recorded
  progress: Progress
  interruption: Interruption
  /** Milliseconds left; below 0 when the run is late. */
  leftMs: () => number
}

export interface Measured {
  /** Share of the measuring time that was in no operation that is timed; `undefined` where nothing was. */
  bookkeepingShare: number | undefined
  /** Times that timing processes were moved to another CPU; `undefined` where that cannot be told. */
  migrations: number | undefined
}
