import type { Result, Row } from '../schema.js'
import { LOOKS, levelOfEach, priorOf } from '../stats/index.js'
import { pairAcross } from './across.js'
import { cautionsOf } from './cautions.js'
import { preferClock } from './clock.js'
import { finishCommonMap, pairCommonMaps } from './common-maps.js'
import { acrossOf, analyseCell } from './figures.js'
import { iommusOfRow } from './iommus.js'
import { manyCommandsOf } from './many-commands.js'
import { finishMean, pairMeans } from './means.js'
import { claimsOf, pairRows } from './pairs.js'
import { priorsOfRun } from './priors.js'
import type { Analysis, RowAnalysis } from './types.js'
import { withoutUnequal } from './unequal-care.js'

/** The level at which all of a run's intervals hold together. */
const FAMILY_LEVEL = 0.95

/**
 * Turns a result into ratios with intervals, verdicts, means and warnings: a pure function.
 *
 * It takes two passes, since an interval's level depends on how many claims the run makes: rows
 * are paired and claims counted first; null rows make none.
 */
export function analyse(measured: Result): Analysis {
  const { clock, result } = preferClock(measured)
  const pairs = pairRows(result.cells, result.rows)
  const means = pairMeans(pairs)
  const commonMaps = pairCommonMaps(pairs)
  const { pairs: across, withoutTwin } = pairAcross(result.cells, result.rows)
  const claims = [...pairs.flatMap(claimsOf), ...across.map(({ contrast }) => contrast)]
  const comparisons = claims.length + means.length + commonMaps.length
  // Each could have been looked at that often, so that each look has its share of the level.
  const each = levelOfEach(FAMILY_LEVEL, comparisons * LOOKS.length)
  const priors = priorsOfRun(pairs, across)
  const meansPrior = priorOf(means.map(({ sample }) => sample))
  const rows = result.rows.map(describeRow)
  const cells = withoutUnequal(
    result,
    rows,
    result.cells.map((cell) =>
      analyseCell(
        cell,
        result.rows,
        pairs.filter((pair) => pair.cell === cell),
        { level: each, prior: priors(cell.id) },
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
    clock: { ...result.clock, ...clock },
    machine: result.machine,
    tiers: result.tiers ?? {},
    absent: result.absent ?? [],
    limits: result.limits ?? [],
    family: { level: FAMILY_LEVEL, comparisons, looks: LOOKS.length, each },
    rows,
    cells,
    means: means.flatMap((mean) => finishMean(mean, meansPrior, each, cells)),
    across: across.flatMap((pair) =>
      acrossOf(pair, cells, { level: each, prior: priors(pair.cell.id) }),
    ),
    withoutTwin,
    commonMaps: commonMaps.flatMap((one) => finishCommonMap(one, priors, each, cells)),
    manyCommands: manyCommandsOf(result.cells, result.rows),
    ...(result.instructions && { instructions: result.instructions }),
    warnings: cautionsOf(result, cells, clock),
  }
}

function describeRow(row: Row): RowAnalysis {
  const { id, engine, tier, shape, role, failure } = row
  return { id, engine, tier, shape, role, iommus: iommusOfRow(row), ...(failure && { failure }) }
}
