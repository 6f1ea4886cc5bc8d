/** Second pass: figures and verdicts, at the level that the family of comparisons leaves each. */
import { PAGE } from '../../engines/contract/index.js'
import type { CellResult, Row } from '../schema.js'
import { intervalOf, median, moderate, type Prior, shareSample, spanOf } from '../stats/index.js'
import type { AcrossPair } from './across.js'
import { countsOf, factsOf, figureOps, perCycle } from './cell.js'
import { limitsOf } from './limits.js'
import { halfWidth, isResolved, nullBands } from './noise.js'
import { type Contrast, type Pairs, ratioOf } from './pairs.js'
import { samplesOf } from './samples.js'
import type { Across, CellAnalysis, Figure, FigureOp, Interval, Judged, Verdict } from './types.js'

/** How intervals are made: the level of each, and what the run's comparisons have in common. */
export interface How {
  level: number
  prior: Prior | undefined
}

/**
 * Analyses one cell.
 *
 * @param rows of the result, limits included.
 * @param pairs of every row of this cell, not empty of directions but maybe of times.
 * @param how intervals are made.
 */
export function analyseCell(
  cell: CellResult,
  rows: readonly Row[],
  pairs: readonly Pairs[],
  how: How,
): CellAnalysis {
  const ops = figureOps(cell)
  const sizes = { operations: perCycle(cell.operations, ops), bytes: perCycle(cell.bytes, ops) }
  const nullBand = nullBands(pairs)
  const figures: CellAnalysis['figures'] = {}
  for (const pair of pairs) {
    const figure = makeFigure(pair, sizes, nullBand[pair.op], how)
    figures[pair.row.id] = { ...figures[pair.row.id], [pair.op]: figure }
  }
  return {
    id: cell.id,
    title: cell.title,
    workload: cell.workload,
    mode: cell.mode,
    ...factsOf(cell),
    pgsizeBitmap: cell.pgsizeBitmap,
    ops,
    ...sizes,
    rounds: cell.rounds.generation.length,
    generations: new Set(cell.rounds.generation).size,
    untimed: cell.untimed,
    limits: limitsOf(cell, rows, sizes.bytes),
    samples: samplesOf(cell, sizes.operations),
    figures,
    nullBand,
    smallestResolvable: smallestResolvable(Object.values(figures), ops, nullBand),
    ...widestOf(Object.values(figures)),
  }
}

function widestOf(
  figures: ReadonlyArray<Partial<Record<FigureOp, Figure>>>,
): Pick<CellAnalysis, 'width'> {
  const widths = figures
    .flatMap((ops) => Object.values(ops))
    .flatMap(({ speedup, verdict }) =>
      speedup && verdict !== 'same-work' ? [halfWidth(speedup)] : [],
    )
  return widths.length === 0 ? {} : { width: Math.max(...widths) }
}

function makeFigure(
  pair: Pairs,
  sizes: Pick<CellAnalysis, 'operations' | 'bytes'>,
  nullBand: number | undefined,
  how: How,
): Figure {
  const { cell, row, op, ns } = pair
  const speedup = rangeOf(pair.speedup, how)
  const estimate = ratioOf(pair.speedup)
  const counts = row.role === 'null' ? undefined : countsOf(cell, row.engine, op)
  const operations = sizes.operations[op]
  const bytes = sizes.bytes[op]
  return {
    cell: cell.id,
    row: row.id,
    op,
    verdict: verdictOf(pair, speedup, nullBand),
    ...(speedup && {
      speedup,
      smallestResolvable: Math.max(halfWidth(speedup), nullBand ?? 0),
    }),
    ...(estimate !== undefined && { estimate }),
    left: leftOf(pair, nullBand, how),
    captured: capturedOf(pair, nullBand, how),
    ...stepOf(pair, nullBand, how),
    ...(ns !== undefined && operations && { nsPerOperation: ns / operations }),
    ...(ns !== undefined && bytes && { nsPerPage: ns / (bytes / PAGE) }),
    ...(counts && { counts }),
    rounds: pair.rounds,
  }
}

function rangeOf(contrast: Contrast | undefined, { level, prior }: How): Interval | undefined {
  return contrast?.sample && intervalOf(moderate(contrast.sample, prior), level)
}

/** A call shape on two tiers; none where there are too few generations. */
export function acrossOf(pair: AcrossPair, cells: readonly CellAnalysis[], how: How): Across[] {
  const { after, before, cell, changed, op, shape } = pair
  const ratio = rangeOf(pair.contrast, how)
  if (ratio === undefined) return []
  const band = cells.find(({ id }) => id === cell.id)?.nullBand[op]
  const counts = [before, after].map(({ engine }) => countsOf(cell, engine, op) ?? {})
  return [
    {
      cell: cell.id,
      op,
      shape,
      before: before.id,
      after: after.id,
      ratio,
      resolved: isResolved({ ...pair.contrast, sameWork: false }, ratio, band),
      changed: changed.map((counter) => ({
        counter,
        before: counts[0]?.[counter] ?? 0,
        after: counts[1]?.[counter] ?? 0,
      })),
    },
  ]
}

function leftOf(pair: Pairs, nullBand: number | undefined, how: How): Figure['left'] {
  const left: Figure['left'] = {}
  for (const { punt, contrast } of pair.left) {
    const judged = judge(contrast, nullBand, how)
    if (judged) left[punt] = judged
  }
  return left
}

/** The interval is the share's own: what both speed-ups have in common cancels. */
function capturedOf(pair: Pairs, nullBand: number | undefined, how: How): Figure['captured'] {
  const captured: Figure['captured'] = {}
  for (const { punt, contrast } of pair.whole) {
    const own = pair.speedup
    if (own === undefined || own.sameWork || !judge(contrast, nullBand, how)?.resolved) continue
    const share = shareSample(own.groups, contrast.groups)
    if (share) captured[punt] = spanOf(share, how.level)
  }
  return captured
}

function stepOf({ step }: Pairs, nullBand: number | undefined, how: How): Pick<Figure, 'step'> {
  const judged = step && judge(step.contrast, nullBand, how)
  return judged ? { step: { ...judged, over: step.over.id } } : {}
}

function judge(contrast: Contrast, nullBand: number | undefined, how: How): Judged | undefined {
  const interval = rangeOf(contrast, how)
  if (!interval) return undefined
  const resolved = isResolved(contrast, interval, nullBand)
  return { interval, resolved, sameWork: contrast.sameWork }
}

function verdictOf(
  { cell, row, ns, speedup }: Pairs,
  interval: Interval | undefined,
  nullBand: number | undefined,
): Verdict {
  if (ns === undefined) return cell.untimed[row.engine] ? 'untimed' : 'missing'
  if (row.role === 'baseline' || speedup?.sameWork) return 'same-work'
  if (!speedup || !interval) return 'not-resolved'
  return isResolved(speedup, interval, nullBand) ? 'resolved' : 'not-resolved'
}

function smallestResolvable(
  figures: ReadonlyArray<Partial<Record<FigureOp, Figure>>>,
  ops: readonly FigureOp[],
  nullBand: CellAnalysis['nullBand'],
): CellAnalysis['smallestResolvable'] {
  const smallest: CellAnalysis['smallestResolvable'] = {}
  for (const op of ops) {
    const typical = median(
      figures.flatMap(({ [op]: figure }) => (figure?.speedup ? [halfWidth(figure.speedup)] : [])),
    )
    if (typical !== undefined) smallest[op] = Math.max(typical, nullBand[op] ?? 0)
  }
  return smallest
}
