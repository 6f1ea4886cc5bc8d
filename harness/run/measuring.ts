/** What measuring takes and gives. */
import type { Tape } from '../../engines/contract/index.js'
import type { JournalRecord } from '../../results/index.js'
import type { Standing } from '../plan/index.js'
import type { CheckedCells } from './check.js'
import type { Interruption } from './interruption.js'
import type { PlannedCell } from './planned.js'
import type { Progress } from './progress.js'
import type { RunRow } from './rows.js'

export interface MeasuredCell extends PlannedCell {
  /** Cycles that each epoch times. */
  cycles: number
  /** Milliseconds that a cycle of every row takes, from the trial. */
  cycleMs: number
  /** Tapes of rows that do not run the cell's own: effects that are planted. */
  tapes?: ReadonlyMap<RunRow, Tape>
}

/** Milliseconds of an epoch of every row, the cycle that is thrown away included. */
export function roundMs({ cycleMs, cycles }: MeasuredCell): number {
  return cycleMs * (cycles + 1)
}

/** A cell, and how far its intervals are. */
export interface StandingCell extends Standing {
  planned: MeasuredCell
}

/** What a run has recorded: what it goes on from, and what it adds to. */
export interface Recorded {
  /** The journal's records so far. */
  records(): readonly JournalRecord[]
  append(record: Exclude<JournalRecord, { type: 'header' }>): void
}

export interface Measuring {
  rows: readonly RunRow[]
  cells: readonly MeasuredCell[]
  checked: CheckedCells
  /** Fresh processes of every row that each look takes. */
  generations: number
  /** Half width of the intervals at which a cell has rounds enough, as a ratio's distance from 1. */
  precision: number
  /** Half width of the widest interval of each cell that has one, by cell id, as recorded so far. */
  widths: () => ReadonlyMap<string, number>
  seed: number
  pinTo: number | undefined
  hangMs: number
  journal: Recorded
  progress: Progress
  interruption: Interruption
  /** Milliseconds left; below 0 when the run is late. */
  leftMs: () => number
}

export interface Measured {
  /** Share of the rounds' wall time that was spent in no operation; `undefined` where no round ended. */
  bookkeepingShare: number | undefined
  /** Times that timing processes were moved to another CPU; `undefined` where that cannot be told. */
  migrations: number | undefined
}
