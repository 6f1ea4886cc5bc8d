import type {
  AbsentTier,
  CellResult,
  MeasuredLimit,
  Result,
  Row,
  TierBuild,
} from '../record/index.js'
import type { Across } from './comparisons/across.js'
import type { CommonMap } from './comparisons/common-maps.js'
import { comparisonsOf } from './comparisons/comparisons.js'
import { type CountTwin, countTwinsOf, type LibraryRatio } from './comparisons/libraries.js'
import { type ManyCommands, manyCommandsOf } from './comparisons/many-commands.js'
import type { Mean } from './comparisons/means.js'
import type { OverOld } from './comparisons/over-old.js'
import type { Pending } from './comparisons/pending.js'
import { analyseCell } from './figures/figures.js'
import type { CellAnalysis, RowAnalysis } from './figures/types.js'
import { withoutUnequal } from './figures/unequal-care.js'
import { howOf, LEVEL } from './ratios/judge.js'
import type { Pairs } from './ratios/pairs.js'
import { iommusOfRow } from './relations/iommus.js'
import { cautionsOf } from './warnings/cautions.js'
import type { Warning } from './warnings/warnings.js'

export interface Analysis
  extends Pick<Result, 'options' | 'tool' | 'clock' | 'machine' | 'instructions'> {
  /**
   * `generations`: the most that a cell has; `rounds` of all cells together; `seconds` from start to
   * finish by the wall clock.
   */
  run: Result['run'] & { generations: number; rounds: number; seconds: number }
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
  /** The same where both gather one range a call: of unmaps alone, since of maps nothing is gathered. */
  librariesByRange: LibraryRatio[]
  /** Of each tree that has `.map` and `.unmap` of its own. */
  overOld: OverOld[]
  /** generic_pt's rows beside tier native's. */
  countTwins: CountTwin[]
  /**
   * Rows of kernel trees, or of native beside one tree, that no row of another tier is compared with;
   * none of a format that the other side does not have at all.
   */
  withoutTwin: string[]
  commonMaps: CommonMap[]
  /** Call shapes that take twice the baseline's invalidation commands or more. */
  manyCommands: ManyCommands[]
  warnings: Warning[]
}

/**
 * Turns a result into ratios with intervals, verdicts, means and warnings: a pure function.
 *
 * It takes two passes, since what is told apart from luck depends on all comparisons of the run: rows
 * are paired and sampled first; null rows make none.
 */
export function analyse(result: Result): Analysis {
  const compared = comparisonsOf(result)
  const how = howOf(compared.samples)
  const rows = result.rows.map(describeRow)
  const pairsOf = new Map<CellResult, Pairs[]>(result.cells.map((cell) => [cell, []]))
  for (const pair of compared.pairs) pairsOf.get(pair.cell)?.push(pair)
  const cells = withoutUnequal(
    result,
    rows,
    result.cells.map((cell) => analyseCell(cell, result.rows, pairsOf.get(cell) ?? [], how)),
  )
  const judged = <T>(pending: ReadonlyArray<Pending<T>>): T[] =>
    pending.flatMap(({ judge }) => judge(how, cells))
  const { startedAt, finishedAt } = result.run
  return {
    run: {
      ...result.run,
      generations: Math.max(0, ...cells.map(({ generations }) => generations)),
      rounds: cells.reduce((sum, { rounds }) => sum + rounds, 0),
      seconds: (Date.parse(finishedAt) - Date.parse(startedAt)) / 1000,
    },
    options: result.options,
    tool: result.tool,
    clock: result.clock,
    machine: result.machine,
    tiers: result.tiers ?? {},
    absent: result.absent ?? [],
    limits: result.limits ?? [],
    family: { level: LEVEL, comparisons: compared.samples.length },
    rows,
    cells,
    means: judged(compared.means),
    across: judged(compared.across),
    withoutTwin: compared.withoutTwin,
    libraries: judged(compared.libraries),
    librariesByRange: judged(compared.librariesByRange),
    overOld: judged(compared.overOld),
    countTwins: countTwinsOf(result.cells, result.rows),
    commonMaps: judged(compared.commonMaps),
    manyCommands: manyCommandsOf(result.cells, result.rows),
    ...(result.instructions && { instructions: result.instructions }),
    warnings: cautionsOf(result, cells),
  }
}

function describeRow(row: Row): RowAnalysis {
  const { choices: _, failure, ...own } = row
  return { ...own, iommus: iommusOfRow(row), ...(failure && { failure }) }
}
