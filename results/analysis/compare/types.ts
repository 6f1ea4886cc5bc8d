/** What two runs or more come to when they are compared. The first run is the old one. */

import type { Failure, Op, Result, Row } from '../../record/index.js'
import type { Analysis } from '../analyse.js'
import type { MeanOver } from '../comparisons/means.js'
import type { Interval } from '../ratios/judge.js'
import type { FigureOp } from '../relations/cell.js'
import type { Warning } from '../warnings/warnings.js'
import type { Key } from './keys.js'

/** A run and what to call it. */
export interface NamedResult {
  name: string
  result: Result
}

/**
 * What a verdict rests on; both are new over old, so that above 1 is slower.
 *
 * - `time`: the row's own time. What the machine gained or lost between the runs is in it.
 * - `speed-up`: its time over that of its tier's baseline in the same rounds, which cancels the
 *   machine's speed, and whatever else slows both alike.
 */
export type Basis = 'time' | 'speed-up'
export const BASES = ['time', 'speed-up'] as const

/** A ratio of new over old; without an interval where a run has a single generation. */
export interface Change {
  estimate: number
  interval?: Interval
}

/**
 * - `slower`, `faster`: told apart from 1 over all comparisons, and clear of the noise floor.
 * - `not-measurable`: the ends of its interval lie farther apart than a factor of two.
 * - `not-resolved`: whatever difference there is, these runs cannot see it.
 * - `no-interval`: a single generation on one side.
 * - `not-judged`: the basis has no ratio for it, as the speed-up of the baseline.
 */
export type Verdict =
  | 'slower'
  | 'faster'
  | 'not-resolved'
  | 'not-measurable'
  | 'no-interval'
  | 'not-judged'

/** The engine's work by count: `same`, `changed`, or `unknown` where one run did not count it. */
export type CountsVerdict = 'same' | 'changed' | 'unknown'

/** Changes of one thing on both bases, and the verdict on the basis that was chosen. */
export interface Judgement {
  changes: Partial<Record<Basis, Change>>
  verdict: Verdict
  /** The least change that could have been seen, as a ratio's distance from 1. */
  smallestResolvable?: number
}

/** One row in one cell and direction. */
export interface ComparedFigure extends Judgement {
  cell: string
  row: string
  op: FigureOp
  keys: Record<Key, string>
  /** Undisturbed nanoseconds for one operation. */
  nsPerOperation: { old: number; new: number }
  generations: { old: number; new: number }
  counts: CountsVerdict
  /** The noise floor of the worse run (`nullBand`): a ratio's distance from 1. */
  noiseFloor?: number
}

/** A geometric mean of changes over cells of one layout and mode. */
export type ComparedMean = Judgement & MeanOver

/** One engine in one cell and direction of both runs. */
export interface ComparedPlace {
  cell: string
  engine: string
  op: Op
}

/** A count of one engine in one cell and direction that is not what it was. */
export interface CountChange extends ComparedPlace {
  counter: string
  /** Counts of one cycle, and its operations: where tapes differ in length, each is per operation. */
  old: { count: number; operations: number }
  new: { count: number; operations: number }
  more: boolean
}

/** An engine that the old run counted in cells of both, and the new one did not. */
export interface LostEngine {
  engine: string
  cells: string[]
}

/** What exact figures of the runs come to. */
interface ComparedPlaces<Change> {
  /** Engines times cells times directions that both runs counted in the same way. */
  compared: number
  /** Each of them, by the newer run's names. */
  places: ComparedPlace[]
  changed: Change[]
  lost: LostEngine[]
}

/** What the runs' counts come to. */
export interface ComparedCounts extends ComparedPlaces<CountChange> {
  /** Counters that one run alone has, and in how many places. */
  oneSided: Array<{ counter: string; only: 'old' | 'new'; places: number }>
}

/** Instructions a page of one engine in one cell and direction, which are not what they were. */
export interface InstructionChange extends ComparedPlace {
  old: number
  new: number
}

/**
 * What the runs' instructions come to, those farther apart than counting them twice allows and the worst
 * first; those of different compilers, flags or sources do not.
 */
export interface ComparedInstructions extends ComparedPlaces<InstructionChange> {
  /** Whether each run counted any. */
  counted: { old: boolean; new: boolean }
  /** Why some or all cannot be compared; empty where nothing stands in the way. */
  reasons: string[]
}

/** A way in which two runs differ that is not a figure. */
export interface Difference {
  what: string
  old: string
  new: string
  /** Whether runs that differ in it were made on different machines, or on one that is another now. */
  machine: boolean
  /** What it does to the figures. */
  meaning: string
}

/** Something that both runs have, or one had, and that gives no ratio. */
export interface NotCompared {
  /** Absent where whole cells could not be compared. */
  row?: string
  cells: string[]
  reason: string
  /** Whether the older run had it: what is lost, and not merely new. */
  lost: boolean
}

/** How much longer something took whose code may well be the same: what the machine did. */
export interface Pace {
  row: string
  role: Row['role']
  cells: number
  change: Change
}

/** One cell of a projected table. */
export interface TableFigure extends Judgement {
  basis: Basis
  /** Figures that it is the geometric mean of; 1 for a figure itself. */
  figures: number
  /** Of one figure alone. */
  nsPerOperation?: { old: number; new: number }
  countsChanged: number
}

/** Figures that may be read side by side, laid out as requested. */
export interface ComparisonTable {
  /** Keys that are the same all over the table, and what they are. */
  section: Array<{ key: Key; value: string }>
  rowKeys: Key[]
  colKeys: Key[]
  /** Values of the keys, in their order. */
  columns: string[][]
  rows: Array<{ values: string[]; figures: Array<TableFigure | undefined> }>
}

/** One newer run against the old one. */
export interface RunComparison {
  /** The newer run's name. */
  name: string
  /** It is the old one once more: nothing differs, and by nothing. */
  sameRun: boolean
  basis: Basis
  differences: Difference[]
  vanished: { cells: string[]; rows: string[] }
  appeared: { cells: string[]; rows: string[] }
  /** Rows that failed in the newer run and had not in the old one. */
  failed: Array<{ row: string; failure: Failure }>
  notCompared: NotCompared[]
  /** Cells whose layout is not what it was: they enter no mean. */
  layouts: Array<{ cell: string; old: string; new: string }>
  counts: ComparedCounts
  instructions: ComparedInstructions
  paces: Pace[]
  figures: ComparedFigure[]
  means: ComparedMean[]
}

/** What a report of a run says about it, for both sides. */
export interface ComparedRun extends Pick<Result, 'run' | 'options' | 'tool' | 'machine'> {
  name: string
  warnings: Warning[]
}

/** Two runs or more, the first compared with each of the others. */
export interface Comparison {
  runs: ComparedRun[]
  /** How many comparisons there are in all, and the level at which all verdicts hold together. */
  family: Analysis['family']
  /** What was requested. */
  request: { by?: Basis; filter?: string; row: Key[]; col: Key[] }
  against: RunComparison[]
  /** The figures of all newer runs, laid out as requested. */
  tables: ComparisonTable[]
}
