/** What reports are made of: ratios with intervals, counts, and the words' raw material. */
import type { Counts } from '../../engines/contract/index.js'
import type {
  Alignment,
  Cold,
  Failing,
  Failure,
  Layout,
  Machine,
  Mode,
  Op,
  Result,
  Row,
  Untimed,
  Workload,
} from '../schema.js'
import type { AbsentTier, MeasuredLimit, TierBuild } from '../tiers.js'

import type { ClockChoice } from './clock.js'

/** A figure and the interval that holds it, at the family's level. Of a ratio all are positive. */
export interface Interval {
  estimate: number
  low: number
  high: number
}

/** `sum` is map + unmap: "half the job" is judged on it. */
export type FigureOp = Op | 'sum'

/**
 * - `resolved`: the interval leaves 1 out and the estimate clears the null band.
 * - `not-resolved`: whatever difference there is, this run cannot see it.
 * - `same-work`: every counter equals the baseline's; no ratio is claimed.
 * - `untimed`: the row was not meant to be timed here; the cell's `untimed` has the reason.
 * - `missing`: the row gave no figures here.
 */
export type Verdict = 'resolved' | 'not-resolved' | 'same-work' | 'untimed' | 'missing'

/** The rungs that hand over a whole operation: what is left on the table is held against each. */
export const PUNT_SHAPES = ['punt', 'punt-range'] as const
export type PuntShape = (typeof PUNT_SHAPES)[number]

/** A ratio with its interval, and whether the interval leaves 1 out and clears the null band. */
export interface Judged {
  interval: Interval
  resolved: boolean
  /** Every counter of the two rows is equal: nothing is claimed. */
  sameWork: boolean
}

/** One row in one cell and direction. */
export interface Figure {
  cell: string
  row: string
  op: FigureOp
  verdict: Verdict
  /**
   * time(per-page) / time(row), from pairs within a round; absent without pairs, for the baseline
   * itself, and where a single generation allows no interval. A row of the same work has one too:
   * it shows the noise, and claims nothing.
   */
  speedup?: Interval
  /** The speed-up's estimate, also where one generation allows no interval around it. */
  estimate?: number
  /**
   * The smallest effect that this row could have shown here, as a ratio's distance from 1: the
   * speed-up's half width or the null band, whichever is larger. `resolved` is to exceed it.
   */
  smallestResolvable?: number
  /**
   * Left on the table: time(row) / time(punt), and the same against punt-range. Below 1, punting is
   * the slower way. Absent without pairs, and for the punting row itself.
   */
  left: Partial<Record<PuntShape, Judged>>
  /**
   * How much of the way from per-page to punting this row goes: ln(speed-up) over the punting row's
   * ln(speed-up), with its interval. Never clamped; only where that speed-up is resolved.
   */
  captured: Partial<Record<PuntShape, Interval>>
  /**
   * time(the rung before) / time(row): what this rung gains over its neighbour on the ladder, the
   * nearest before it that is timed here. Side rungs have none.
   */
  step?: Judged & { over: string }
  /** Median nanoseconds for one operation: one map or unmap of a buffer, for `sum` one of each. */
  nsPerOperation?: number
  /** Median nanoseconds for one 4K page's worth of the buffer; for `sum` mapped and unmapped. */
  nsPerPage?: number
  /** Counts of one cycle; absent for the null row's own name (it shares its engine's). */
  counts?: Counts
  /** Rounds that gave a pair; for the baseline, a time. */
  rounds: number
}

/** Time that a limit took in a cell: the least that any engine must do there. */
export interface Limit {
  /** Row id: `ts/bare-loop`. */
  row: string
  op: FigureOp
  nsPerPage: number
}

/** The times of a cell's rounds as they were measured, in the order that they were run. */
export interface Samples {
  /** One entry a round. */
  generation: number[]
  /** Row id, then direction: nanoseconds for one operation, one entry a round. */
  nsPerOperation: Record<string, Partial<Record<Op, Array<number | null>>>>
}

export interface CellAnalysis {
  id: string
  title: string
  workload: Workload
  mode: Mode
  layout?: Layout
  bufferBytes?: number
  alignment?: Alignment
  segmentBytes?: number
  failing?: Failing
  cold?: Cold
  pgsizeBitmap: number
  /** `map`, `unmap`, `sum`; or `mixed`. */
  ops: FigureOp[]
  /** Operations and bytes in one cycle; for `sum` a buffer's map and unmap count as one. */
  operations: Partial<Record<FigureOp, number>>
  bytes: Partial<Record<FigureOp, number>>
  rounds: number
  generations: number
  /** Engines without times here that did not fail, by id, and why. */
  untimed: Record<string, Untimed>
  limits: Limit[]
  samples: Samples
  /** By row id, then direction; limits are not among them. */
  figures: Record<string, Partial<Record<FigureOp, Figure>>>
  /**
   * The noise floor by direction, as a ratio's distance from 1: the largest that came of the null
   * row or of a row of the same work. Absent where neither gave a pair.
   */
  nullBand: Partial<Record<FigureOp, number>>
  /**
   * The smallest effect that a typical row could have shown, as a ratio's distance from 1: the
   * median half width of the rows' intervals or the null band, whichever is larger. Absent where
   * one generation allows no interval.
   */
  smallestResolvable: Partial<Record<FigureOp, number>>
  /**
   * Half width of the widest interval around a speed-up that is claimed, as a ratio's distance from
   * 1: what adaptive length goes by. Absent where there is none.
   */
  width?: number
}

export interface RowAnalysis {
  id: string
  engine: string
  tier: string
  shape: string
  role: Row['role']
  failure?: Failure
}

/** A geometric mean over the cells of one layout and mode; same work by count stays out. */
export interface Mean {
  layout: Layout
  mode: Mode
  row: string
  op: FigureOp
  cells: number
  speedup: Interval
}

/** One call shape on two tiers, in one cell and direction. */
export interface Across {
  cell: string
  op: FigureOp
  shape: string
  /** Row ids. */
  before: string
  after: string
  /** time(after) / time(before); above 1 is slower. Equal counts are no reason to claim nothing here. */
  ratio: Interval
  /** Whether the interval leaves 1 out and clears the null band. */
  resolved: boolean
  /** Counters that differ, with what they were in one cycle: exact, whatever the times say. */
  changed: Array<{ counter: string; before: number; after: number }>
}

/** A caution that travels with the figures. */
export interface Warning {
  code: string
  message: string
  /** What to do about it. */
  remedy: string
  /** The cell or row that it touches, where it is one. */
  about?: string
  /** The cells whose figures it touches; absent where it is the whole run or a row. */
  cells?: string[]
}

export interface Analysis {
  /** `rounds` of all cells together; `seconds` from start to finish by the wall clock. */
  run: Result['run'] & { rounds: number; seconds: number }
  options: Result['options']
  tool: Result['tool']
  clock: Result['clock'] & ClockChoice
  machine: Machine
  /** How the tiers that were compiled were, by their names. */
  tiers: Record<string, TierBuild>
  /** Tiers that the machine did not have. */
  absent: AbsentTier[]
  /** What the machine itself takes for items of work, measured in the same run. */
  limits: MeasuredLimit[]
  /**
   * Level of the family of comparisons (0.95), how many there are, how often each could be looked
   * at, and the level of each at each look.
   */
  family: { level: number; comparisons: number; looks: number; each: number }
  rows: RowAnalysis[]
  cells: CellAnalysis[]
  means: Mean[]
  /** Kernel trees against the first that was named; one tree alone against tier native. */
  across: Across[]
  warnings: Warning[]
}
