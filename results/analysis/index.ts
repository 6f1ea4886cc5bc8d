/** From a result to what reports are made of. */

export type { Across } from './across.js'
export { type Analysis, analyse } from './analyse.js'
export type { FigureOp } from './cell.js'
export type { CommonMap } from './common-maps.js'
export { PUNT_SHAPES, type PuntShape } from './compare.js'
export { opposedByCompilers } from './compilers.js'
export { dilutedInterval, dilutedRatio } from './dilution.js'
export type { CellAnalysis, Figure, RowAnalysis, Step, Verdict } from './figure-types.js'
export { type HalfWidths, halfWidthsOf } from './half-widths.js'
export {
  halfWidth,
  type Interval,
  isMeasurable,
  type Judged,
  type Ratio,
  type RatioMode,
} from './judge.js'
export { isExplained, judgedOf } from './judged-of.js'
export type { Layouts } from './layouts.js'
export type { CountTwin, LibraryRatio } from './libraries.js'
export type { Limit } from './limits.js'
export type { ManyCommands } from './many-commands.js'
export type { Mean } from './means.js'
export { isPerPte, TAPE_FLOOR, tapeFloorOf } from './measured-limits.js'
export { bandFor } from './noise.js'
export type { OverOld } from './over-old.js'
export type { InstructionCounts, Relation, Work } from './relation.js'
export type { Samples } from './samples.js'
export * from './speedups.js'
export { isGenericPt, STEP_CHANGES, type StepChange } from './steps.js'
export * from './tree-differences.js'
export { isUnequal, UNEQUAL_CARE } from './unequal-care.js'
export { BUSY_CPUS, type Warning } from './warnings.js'
