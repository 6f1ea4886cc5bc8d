/** Second pass: figures and verdicts, at the level that the family of comparisons leaves each. */
import { PAGE } from '../../engines/contract/index.js'
import type { CellResult, Row } from '../schema.js'
import { intervalFromGenerations, median } from '../stats/index.js'
import { countsOf, factsOf, figureOps, perCycle } from './cell.js'
import { limitsOf } from './limits.js'
import { halfWidth, isResolved, nullBands } from './noise.js'
import { type Contrast, type Pairs, ratioOf } from './pairs.js'
import { samplesOf } from './samples.js'
import type { CellAnalysis, Figure, FigureOp, Interval, Judged, Verdict } from './types.js'

/**
 * Analyses one cell.
 *
 * @param rows of the result, limits included.
 * @param pairs of every row of this cell, not empty of directions but maybe of times.
 * @param level of each interval.
 */
export function analyseCell(
  cell: CellResult,
  rows: readonly Row[],
  pairs: readonly Pairs[],
  level: number,
): CellAnalysis {
  const ops = figureOps(cell)
  const sizes = { operations: perCycle(cell.operations, ops), bytes: perCycle(cell.bytes, ops) }
  const nullBand = nullBands(pairs)
  const figures: CellAnalysis['figures'] = {}
  for (const pair of pairs) {
    const figure = makeFigure(pair, sizes, nullBand[pair.op], level)
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
  }
}

function makeFigure(
  pair: Pairs,
  sizes: Pick<CellAnalysis, 'operations' | 'bytes'>,
  nullBand: number | undefined,
  level: number,
): Figure {
  const { cell, row, op, ns } = pair
  const speedup = intervalOf(pair.speedup, level)
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
    left: leftOf(pair, nullBand, level),
    ...stepOf(pair, nullBand, level),
    ...(ns !== undefined && operations && { nsPerOperation: ns / operations }),
    ...(ns !== undefined && bytes && { nsPerPage: ns / (bytes / PAGE) }),
    ...(counts && { counts }),
    rounds: pair.rounds,
  }
}

function intervalOf(contrast: Contrast | undefined, level: number): Interval | undefined {
  return contrast && intervalFromGenerations([...contrast.generations.values()], level)
}

function leftOf(pair: Pairs, nullBand: number | undefined, level: number): Figure['left'] {
  const left: Figure['left'] = {}
  for (const { punt, contrast } of pair.left) {
    const judged = judge(contrast, nullBand, level)
    if (judged) left[punt] = judged
  }
  return left
}

function stepOf(
  { step }: Pairs,
  nullBand: number | undefined,
  level: number,
): Pick<Figure, 'step'> {
  const judged = step && judge(step.contrast, nullBand, level)
  return judged ? { step: { ...judged, over: step.over.id } } : {}
}

function judge(
  contrast: Contrast,
  nullBand: number | undefined,
  level: number,
): Judged | undefined {
  const interval = intervalOf(contrast, level)
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
