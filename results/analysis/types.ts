/** What reports are made of: ratios with intervals, counts, and the words' raw material. */
import type { Counter, Counts, InvalidationCounter } from '../../engines/contract/index.js'
import type {
  AbsentTier,
  Alignment,
  Cold,
  Failing,
  Failure,
  Layout,
  Machine,
  MeasuredLimit,
  Mode,
  Op,
  Result,
  Row,
  TierBuild,
  Untimed,
  Workload,
} from '../record/index.js'
import type { Span } from './stats/index.js'
import type { StepChange } from './steps.js'

/** A figure and the interval that holds it at 95 %, each for itself. Of a ratio all are positive. */
export type Interval = Span

/** `sum` is map + unmap: "half the job" is judged on it. */
export type FigureOp = Op | 'sum'

/**
 * Whether a difference is seen. What the baseline and the null rows differ from themselves by is no
 * claim, and never resolved. `untimed`: not meant to be timed there; `missing`: meant to be, and lost.
 */
export type Verdict = Ratio['verdict'] | 'untimed' | 'missing'

/**
 * What counts and instructions say of two rows' work.
 *
 * - `differs`: some counter differs, or one row was not counted.
 * - `same-calls`: every counter is equal; instructions differ, or are unknown while times do not.
 * - `same-work`: instructions are equal as well. Times that differ even so are those of other places.
 * - `contradiction`: every counter is equal, instructions are unknown, and times differ.
 */
export type Work = 'differs' | 'same-calls' | 'same-work' | 'contradiction'

/** The layouts of a row and of what it is held against, where they differ. */
export interface Layouts {
  own: Layout
  other: Layout
  /** What the row does with its tables and the other does not. */
  tables?: 'freed' | 'kept'
}

/** How the work of a row and of what it is held against compare. */
export interface Relation {
  work: Work
  /** Of a ratio across layouts alone: it enters no mean. */
  layouts?: Layouts
  /** Of equal counters alone: instructions a page that the row has more than the other. */
  moreInstructions?: number
}

/** The rungs that hand over a whole operation: what is left on the table is held against each. */
export const PUNT_SHAPES = ['punt', 'punt-range'] as const
export type PuntShape = (typeof PUNT_SHAPES)[number]

/** One of two values that a ratio takes, and the share of the processes in which it does. */
export interface RatioMode {
  ratio: number
  share: number
}

/** A ratio as it was judged. */
export interface Ratio {
  interval: Interval
  /**
   * - `resolved`: told apart from 1 over all comparisons of the run, and clear of the null band.
   * - `not-measurable`: the ends of its interval lie farther apart than a factor of two.
   */
  verdict: 'resolved' | 'not-resolved' | 'not-measurable'
  /** The side of 1 that a resolved ratio lies on. */
  side?: 'above' | 'below'
  /** The smallest distance from 1 that could have been seen: the half width, or the null band if larger. */
  smallestResolvable: number
  /** Where it has one value in some processes and another in the rest; the interval's lies between. */
  modes?: [RatioMode, RatioMode]
}

/** A ratio of two rows, and what is known of their work. */
export type Judged = Ratio & Relation

/** A step of the ladder: time(the rung before) / time(this row), and what it changes. */
export type Step = Judged & {
  /** Row id of the rung before. */
  over: string
  changes: StepChange[]
}

/** Instructions in the steady state, of one operation and of one 4K page; for `sum` of both directions. */
export interface InstructionCounts {
  perOperation: number
  perPage: number
}

/** One row in one cell and direction. */
export interface Figure extends Relation {
  cell: string
  row: string
  op: FigureOp
  /** The row's own, by its own counts (results/record/layout.ts); the cell's is that of its baseline. */
  layout?: Layout
  verdict: Verdict
  /** The side of 1 that a resolved speed-up lies on: `above` is faster. */
  side?: Ratio['side']
  /**
   * time(per-page) / time(row), one value a generation; a null row's is taken against its twin.
   * Absent for the baseline itself, and where a single generation allows no interval.
   */
  speedup?: Interval
  /** The speed-up's estimate, also where one generation allows no interval around it. */
  estimate?: number
  /**
   * The smallest effect that this row could have shown here, as a ratio's distance from 1: the
   * speed-up's half width or the null band, whichever is larger. `resolved` is to exceed it.
   */
  smallestResolvable?: number
  /** Of the speed-up, where it has two. */
  modes?: Ratio['modes']
  /**
   * Left on the table: time(row) / time(punt), and the same against punt-range. Below 1, punting is
   * the slower way. Absent for the punting row itself.
   */
  left: Partial<Record<PuntShape, Judged>>
  /** What this rung gains over those that it is a step from (engines/contract/call-shapes.ts). */
  steps: Step[]
  /** Undisturbed nanoseconds for one operation: one map or unmap of a buffer, for `sum` one of each. */
  nsPerOperation?: number
  /** Undisturbed nanoseconds for one 4K page's worth of the buffer; for `sum` mapped and unmapped. */
  nsPerPage?: number
  /** Counts of one cycle; absent for a null row's own name (it shares its engine's). */
  counts?: Counts
  /** Absent where they were not counted, and for null rows. */
  instructions?: InstructionCounts
  /** Rounds that gave both rows a time; for the baseline, its own. */
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
   * The noise floor by direction, as a ratio's distance from 1: an upper bound of what two instances
   * of one row differ by. Absent where no null row has an interval.
   */
  nullBand: Partial<Record<FigureOp, number>>
  /** The same of each page-table format, where null rows are of several: its figures are held against it. */
  nullBands?: Record<string, Partial<Record<FigureOp, number>>>
  /**
   * The smallest effect that a typical row could have shown, as a ratio's distance from 1: the
   * median half width of the rows' intervals or the null band, whichever is larger. Absent where
   * one generation allows no interval.
   */
  smallestResolvable: Partial<Record<FigureOp, number>>
}

export interface RowAnalysis {
  id: string
  engine: string
  tier: string
  shape: string
  format: string
  role: Row['role']
  /** Counters of invalidation commands that mean something for it, by the IOMMUs of its format. */
  iommus: InvalidationCounter[]
  failure?: Failure
}

/**
 * A geometric mean over cells of one layout and mode. All means of a tier, format, layout and mode
 * rest on the same cells.
 */
export interface Mean {
  layout: Layout
  mode: Mode
  row: string
  op: FigureOp
  /** Ids of the cells that it rests on. */
  cells: string[]
  judged: Ratio
}

/** A row on two tiers, by its choices or its call shape's name, in one cell and direction. */
export interface Across {
  cell: string
  op: FigureOp
  shape: string
  /** Row ids. */
  before: string
  after: string
  /** time(after) / time(before): above 1 is slower. Equal counts are no reason to claim nothing here. */
  judged: Ratio
  /** `own` is that of `before`; where they differ. */
  layouts?: Layouts
  /** Counters that differ, with what they were in one cycle: exact, whatever the times say. */
  changed: Array<{ counter: string; before: number; after: number }>
  /** Instructions a page, where both were counted, and whether they differ by more than counting allows. */
  instructions?: { before: number; after: number; changed: boolean }
}

/**
 * A kernel tree's two libraries in one cell and direction: other code and another format, so that this
 * is no ratio of call shapes.
 */
export interface LibraryRatio {
  cell: string
  op: FigureOp
  /** generic_pt's. */
  format: string
  /** Row ids: io-pgtable-arm's map-unmap-pages, and generic_pt's punt-range. */
  before: string
  after: string
  /** time(before) / time(after): above 1 generic_pt is faster. */
  judged: Ratio
  /** `own` is generic_pt's; where they differ. */
  layouts?: Layouts
}

/** unmap_pages over a kernel tree's own `.unmap`, in one cell; `op` is `mixed` in mixes and traces. */
export interface OverOld {
  cell: string
  op: 'unmap' | 'mixed'
  /** Row ids. */
  row: string
  old: string
  /** time(old) / time(row). */
  judged: Judged
}

/** Two rows whose semantics are the same and whose formats are not: counts may be compared, times not. */
export interface CountTwin {
  cell: string
  op: FigureOp
  /** Row ids: a kernel's, and tier native's. */
  before: string
  after: string
  /** Counters that both have and that differ, with what they were in one cycle. */
  changed: Array<{ counter: Counter; before: number; after: number }>
}

/** Whether what a map leaves in the caches has a part in what unmap gains. */
export interface CommonMap {
  /** The cell whose buffers all call shapes map alike, and its like, that each maps in its own way. */
  cell: string
  like: string
  row: string
  /** Unmap's speed-ups in the two cells. */
  common: Interval
  own: Interval
  /** Own over common. */
  judged: Ratio
}

/** A call shape that takes many more invalidation commands than the baseline, in one cell. */
export interface ManyCommands {
  cell: string
  row: string
  op: FigureOp
  /** The commands' counter: `tlbiList`. */
  counter: Counter
  /** Commands of one operation, and the baseline's. */
  commands: number
  baseline: number
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
  /**
   * `generations`: the most that a cell has; `rounds` of all cells together; `seconds` from start to
   * finish by the wall clock.
   */
  run: Result['run'] & { generations: number; rounds: number; seconds: number }
  options: Result['options']
  tool: Result['tool']
  clock: Result['clock']
  machine: Machine
  /** How the tiers that were compiled were, by their names. */
  tiers: Record<string, TierBuild>
  /** Tiers that the machine did not have. */
  absent: AbsentTier[]
  /** What the machine itself takes for items of work, measured in the same run. */
  limits: MeasuredLimit[]
  /** How many comparisons the run makes, and the level at which all that are resolved hold together. */
  family: { level: number; comparisons: number }
  rows: RowAnalysis[]
  cells: CellAnalysis[]
  means: Mean[]
  /** Kernel trees against the first that has the call shape; one tree alone against tier native. */
  across: Across[]
  /** Of each tree that has both libraries. */
  libraries: LibraryRatio[]
  /** Of each tree that has `.map` and `.unmap` of its own. */
  overOld: OverOld[]
  /** generic_pt's rows beside tier native's. */
  countTwins: CountTwin[]
  /**
   * Rows of kernel trees, or of native beside one tree, that no row of another tier is held against;
   * none of a format that the other side does not have at all.
   */
  withoutTwin: string[]
  commonMaps: CommonMap[]
  /** Call shapes that take twice the baseline's invalidation commands or more. */
  manyCommands: ManyCommands[]
  /** Who counted instructions, or why nobody did; absent in results of versions that counted none. */
  instructions?: Result['instructions']
  warnings: Warning[]
}
