/** The figures of a cell, and what is known of its rows. */
import type { Counts, InvalidationCounter } from '../../../engines/contract/index.js'
import type { CellResult, Layout, Row } from '../../record/index.js'
import type { Interval, Judged, Ratio } from '../ratios/judge.js'
import type { NullBands } from '../ratios/noise.js'
import type { FigureOp } from '../relations/cell.js'
import type { PuntShape } from '../relations/counterparts.js'
import type { InstructionCounts, Relation } from '../relations/relation.js'
import type { StepChange } from '../relations/steps.js'
import type { Limit } from './limits.js'
import type { Samples } from './samples.js'

/**
 * Whether a difference is seen. What the baseline and the null rows differ from themselves by is no
 * claim, and never resolved. `untimed`: not meant to be timed there; `missing`: meant to be, and lost.
 */
export type Verdict = Ratio['verdict'] | 'untimed' | 'missing'

/** A step of the ladder: time(the rung before) / time(this row), and what it changes. */
export type Step = Judged & {
  /** Row id of the rung before. */
  over: string
  changes: StepChange[]
}

/** One row in one cell and direction; side and modes are its speed-up's: above 1 is faster. */
export interface Figure extends Relation, Pick<Ratio, 'side' | 'modes'> {
  cell: string
  row: string
  op: FigureOp
  /** The row's own, by its own counts (results/record/layout.ts); the cell's is that of its baseline. */
  layout?: Layout
  verdict: Verdict
  /**
   * time(per-page) / time(row), one value a generation; a null row's is taken against its twin.
   * Absent for the baseline itself, and where a single generation allows no interval.
   */
  speedup?: Interval
  /** The speed-up's estimate, also where one generation allows no interval around it. */
  estimate?: number
  /**
   * The smallest effect that this row could have shown here, as a ratio's distance from 1: what is told
   * apart over all comparisons, or the null band if that is larger. `resolved` is to exceed it.
   */
  smallestResolvable?: number
  /**
   * Left on the table: time(row) / time(punt), and the same against punt-range. Below 1, punting is
   * the slower way. Absent for the punting row itself.
   */
  left: Partial<Record<PuntShape, Judged>>
  /** What this rung gains over those that it is a step from (engines/contract/call-shapes.ts). */
  steps: Step[]
  /** Undisturbed nanoseconds for one operation: one map or unmap of a buffer, for `sum` one of each. */
  nsPerOperation?: number
  /** Undisturbed nanoseconds for one page's worth of the buffer (`pageOf`); for `sum` mapped and unmapped. */
  nsPerPage?: number
  /** Counts of one cycle; absent for a null row's own name (it shares its engine's). */
  counts?: Counts
  /** Absent where they were not counted, and for null rows. */
  instructions?: InstructionCounts
  /** Rounds that gave both rows a time; for the baseline, its own. */
  rounds: number
}

/** Fields of a cell's result that say what it is. */
type CellFacts = Pick<
  CellResult,
  'id' | 'title' | 'workload' | 'mode' | 'pgsizeBitmap' | 'untimed'
> &
  Pick<CellResult, 'layout' | 'bufferBytes' | 'alignment' | 'segments' | 'failing' | 'cold'>

export interface CellAnalysis extends CellFacts, NullBands {
  /** `map`, `unmap`, `sum`; or `mixed`. */
  ops: FigureOp[]
  /** Operations and bytes in one cycle; for `sum` a buffer's map and unmap count as one. */
  operations: Partial<Record<FigureOp, number>>
  bytes: Partial<Record<FigureOp, number>>
  rounds: number
  generations: number
  limits: Limit[]
  samples: Samples
  /** By row id, then direction; limits are not among them. */
  figures: Record<string, Partial<Record<FigureOp, Figure>>>
  /**
   * The smallest effect that a typical row could have shown, as a ratio's distance from 1: the
   * median of the rows', or the null band if that is larger. Absent where one generation allows no interval.
   */
  smallestResolvable: Partial<Record<FigureOp, number>>
}

export interface RowAnalysis extends Omit<Row, 'choices'> {
  /** Counters of invalidation commands that mean something for it, by the IOMMUs of its format. */
  iommus: InvalidationCounter[]
}
