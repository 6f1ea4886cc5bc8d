import type { Result, Row } from '../record/index.js'
import { cautionsOf } from './cautions.js'
import { finishCommonMap } from './common-maps.js'
import { comparisonsOf } from './comparisons.js'
import { acrossOf, analyseCell } from './figures.js'
import { iommusOfRow } from './iommus.js'
import { howOf, LEVEL } from './judge.js'
import { countTwinsOf, finishLibraries } from './libraries.js'
import { manyCommandsOf } from './many-commands.js'
import { finishMean } from './means.js'
import { finishOverOld } from './over-old.js'
import type { Analysis, RowAnalysis } from './types.js'
import { withoutUnequal } from './unequal-care.js'

/**
 * Turns a result into ratios with intervals, verdicts, means and warnings: a pure function.
 *
 * It takes two passes, since what is told apart from luck depends on all comparisons of the run: rows
 * are paired and sampled first; null rows make none.
 */
export function analyse(result: Result): Analysis {
  const compared = comparisonsOf(result)
  const { across, commonMaps, libraries, means, overOld, pairs, withoutTwin } = compared
  const how = howOf(compared.samples)
  const rows = result.rows.map(describeRow)
  const cells = withoutUnequal(
    result,
    rows,
    result.cells.map((cell) =>
      analyseCell(
        cell,
        result.rows,
        pairs.filter((pair) => pair.cell === cell),
        how,
      ),
    ),
  )
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
    means: means.flatMap((mean) => finishMean(mean, how)),
    across: across.flatMap((pair) => acrossOf(pair, cells, how)),
    withoutTwin,
    libraries: libraries.flatMap((pair) => finishLibraries(pair, cells, how)),
    overOld: overOld.flatMap((pair) => finishOverOld(pair, cells, how)),
    countTwins: countTwinsOf(result.cells, result.rows),
    commonMaps: commonMaps.flatMap((one) => finishCommonMap(one, how, cells)),
    manyCommands: manyCommandsOf(result.cells, result.rows),
    ...(result.instructions && { instructions: result.instructions }),
    warnings: cautionsOf(result, cells),
  }
}

function describeRow(row: Row): RowAnalysis {
  const { id, engine, tier, shape, format, role, failure } = row
  const iommus = iommusOfRow(row)
  return { id, engine, tier, shape, format, role, iommus, ...(failure && { failure }) }
}
