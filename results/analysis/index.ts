/**
 * From a result to what reports are made of. Folders import those before them alone:
 *
 * - stats: numbers in, numbers out
 * - work: what a cell's rows did, by their counts
 * - ratios: two rows' times, and the one judge of what they differ by
 * - figures: a cell's rows, each with all that is known of it
 * - comparisons: what else a run compares: means, kernel trees, libraries, compilers
 * - warnings: what to mind before a figure is quoted
 *
 * analyse.ts makes one analysis of them all; compare/ holds runs beside each other.
 */

export { type Analysis, analyse } from './analyse.js'
export type { Across } from './comparisons/across.js'
export type { CommonMap } from './comparisons/common-maps.js'
export { opposedByCompilers } from './comparisons/compilers.js'
export type { CountTwin, LibraryRatio } from './comparisons/libraries.js'
export type { ManyCommands } from './comparisons/many-commands.js'
export type { Mean } from './comparisons/means.js'
export type { OverOld } from './comparisons/over-old.js'
export * from './comparisons/speedups.js'
export * from './comparisons/tree-differences.js'
export { type HalfWidths, halfWidthsOf } from './figures/half-widths.js'
export { isExplained, judgedOf } from './figures/judged-of.js'
export type { Limit } from './figures/limits.js'
export {
  BESIDE_LOOKUPS,
  IOVA_TO_PHYS,
  isPerPte,
  TAPE_FLOOR,
  tapeFloorOf,
} from './figures/measured-limits.js'
export type { Samples } from './figures/samples.js'
export type { CellAnalysis, Figure, RowAnalysis, Step, Verdict } from './figures/types.js'
export { isUnequal, UNEQUAL_CARE } from './figures/unequal-care.js'
export { type LookupPart, lookupParts } from './lookups.js'
export { dilutedInterval, dilutedRatio } from './ratios/dilution.js'
export {
  halfWidth,
  type Interval,
  isMeasurable,
  type Judged,
  type Ratio,
  type RatioMode,
} from './ratios/judge.js'
export { bandFor } from './ratios/noise.js'
export type { FigureOp } from './relations/cell.js'
export { PUNT_SHAPES, type PuntShape } from './relations/counterparts.js'
export type { Layouts } from './relations/layouts.js'
export type { InstructionCounts, Relation, Work } from './relations/relation.js'
export { isGenericPt, STEP_CHANGES, type StepChange } from './relations/steps.js'
export { BUSY_CPUS, type Warning } from './warnings/warnings.js'
