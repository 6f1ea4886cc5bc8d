import type { Result, Row } from '../schema.js'
import { levelOfEach } from '../stats/index.js'
import { cautionsOf } from './cautions.js'
import { analyseCell } from './figures.js'
import { finishMean, pairMeans } from './means.js'
import { claimsOf, pairRows } from './pairs.js'
import type { Analysis, RowAnalysis } from './types.js'

/** The level at which all of a run's intervals hold together. */
const FAMILY_LEVEL = 0.95

/**
 * Turns a result into ratios with intervals, verdicts, means and warnings: a pure function.
 *
 * It takes two passes, since an interval's level depends on how many claims the run makes: rows
 * are paired and claims counted first; a ratio of rows that do the same work claims nothing.
 */
export function analyse(result: Result): Analysis {
  const pairs = pairRows(result.cells, result.rows)
  const means = pairMeans(pairs)
  const claims = pairs.flatMap(claimsOf).length
  const comparisons = claims + means.length
  const each = levelOfEach(FAMILY_LEVEL, comparisons)
  const cells = result.cells.map((cell) =>
    analyseCell(
      cell,
      result.rows,
      pairs.filter((pair) => pair.cell === cell),
      each,
    ),
  )
  const { startedAt, finishedAt } = result.run
  return {
    run: {
      ...result.run,
      rounds: cells.reduce((sum, { rounds }) => sum + rounds, 0),
      seconds: (Date.parse(finishedAt) - Date.parse(startedAt)) / 1000,
    },
    options: result.options,
    tool: result.tool,
    clock: result.clock,
    machine: result.machine,
    family: { level: FAMILY_LEVEL, comparisons, each },
    rows: result.rows.map(describeRow),
    cells,
    means: means.flatMap((mean) => finishMean(mean, each)),
    warnings: cautionsOf(result, cells),
  }
}

function describeRow({ id, engine, tier, shape, role, failure }: Row): RowAnalysis {
  return { id, engine, tier, shape, role, ...(failure && { failure }) }
}
