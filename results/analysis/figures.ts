/** Second pass: figures and verdicts, at the level that the family of comparisons leaves each. */
import { PAGE } from '../../engines/contract/index.js'
import { intervalFromGenerations, median } from '../stats/index.js'
import { countsOf, figureOps, perCycle } from './cell.js'
import { halfWidth, isResolved, nullBands } from './noise.js'
import { type Contrast, type Pairs, ratioOf } from './pairs.js'
import type { CellAnalysis, Figure, FigureOp, Interval, Verdict } from './types.js'

/**
 * Analyses one cell.
 *
 * @param pairs of every row of this cell, not empty of directions but maybe of times.
 * @param level of each interval.
 */
export function analyseCell(
  cell: Pairs['cell'],
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
    ...(cell.layout !== undefined && { layout: cell.layout }),
    ...(cell.bufferBytes !== undefined && { bufferBytes: cell.bufferBytes }),
    pgsizeBitmap: cell.pgsizeBitmap,
    ops,
    ...sizes,
    rounds: cell.rounds.generation.length,
    generations: new Set(cell.rounds.generation).size,
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
  const left = intervalOf(pair.leftOnTable, level)
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
    ...(left &&
      pair.leftOnTable && {
        leftOnTable: left,
        leftOnTableResolved: isResolved(pair.leftOnTable, left, nullBand),
      }),
    ...(ns !== undefined && operations && { nsPerOperation: ns / operations }),
    ...(ns !== undefined && bytes && { nsPerPage: ns / (bytes / PAGE) }),
    ...(counts && { counts }),
    rounds: pair.rounds,
  }
}

function intervalOf(contrast: Contrast | undefined, level: number): Interval | undefined {
  return contrast && intervalFromGenerations([...contrast.generations.values()], level)
}

function verdictOf(
  { row, ns, speedup }: Pairs,
  interval: Interval | undefined,
  nullBand: number | undefined,
): Verdict {
  if (ns === undefined) return 'missing'
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
