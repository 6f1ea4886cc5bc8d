/** Second pass: figures and verdicts, now that all comparisons are known. */

import { type CellResult, pageOf, type Row, segmentsIn } from '../../record/index.js'
import { type How, type Judged, judgeRows } from '../ratios/judge.js'
import { bandFor, nullBands } from '../ratios/noise.js'
import { type Pairs, ratioOf } from '../ratios/pairs.js'
import { countsOf, type FigureOp, figureOps, perCycle } from '../relations/cell.js'
import { ownLayout } from '../relations/layouts.js'
import { instructionsOf, type Relation, relationOf } from '../relations/relation.js'
import { median } from '../stats/index.js'
import { limitsOf } from './limits.js'
import { samplesOf } from './samples.js'
import type { CellAnalysis, Figure } from './types.js'

/**
 * Analyses one cell.
 *
 * @param rows of the result, limits included.
 * @param pairs of every row of this cell, not empty of directions but maybe of times.
 * @param how ratios are judged.
 */
export function analyseCell(
  cell: CellResult,
  rows: readonly Row[],
  pairs: readonly Pairs[],
  how: How,
): CellAnalysis {
  const ops = figureOps(cell)
  const sizes = { operations: perCycle(cell.operations, ops), bytes: perCycle(cell.bytes, ops) }
  const floors = nullBands(pairs)
  const figures: CellAnalysis['figures'] = {}
  for (const pair of pairs) {
    const figure = makeFigure(pair, sizes, bandFor(floors, pair.row.format, pair.op), how)
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
    ...floors,
    smallestResolvable: smallestResolvable(Object.values(figures), ops, floors.nullBand),
  }
}

/** What a cell is: the fields that not every cell has. */
function factsOf(cell: CellResult) {
  const { layout, bufferBytes, alignment, failing, cold } = cell
  const segments = segmentsIn(cell)
  return {
    ...(layout !== undefined && { layout }),
    ...(bufferBytes !== undefined && { bufferBytes }),
    ...(alignment !== undefined && { alignment }),
    ...(segments !== undefined && { segments }),
    ...(failing !== undefined && { failing }),
    ...(cold !== undefined && { cold }),
  }
}

function makeFigure(
  pair: Pairs,
  sizes: Pick<CellAnalysis, 'operations' | 'bytes'>,
  nullBand: number | undefined,
  how: How,
): Figure {
  const { cell, row, op, ns } = pair
  const judged = pair.speedup && judgeRows(pair.speedup, how, nullBand)
  const estimate = ratioOf(pair.speedup)
  const isNull = row.role === 'null'
  const counts = isNull ? undefined : countsOf(cell, row.engine, op)
  const instructions = isNull ? undefined : instructionsOf(cell, row.engine, op)
  const layout = ownLayout(cell, row.engine)
  const operations = sizes.operations[op]
  const bytes = sizes.bytes[op]
  return {
    cell: cell.id,
    row: row.id,
    op,
    ...(layout && { layout }),
    ...verdictOf(pair, judged),
    ...(judged && {
      speedup: judged.interval,
      smallestResolvable: judged.smallestResolvable,
      ...(judged.modes && { modes: judged.modes }),
    }),
    ...(estimate !== undefined && { estimate }),
    left: leftOf(pair, nullBand, how),
    steps: pair.steps.flatMap(({ changes, contrast, over }) => {
      const step = judgeRows(contrast, how, nullBand)
      return step === undefined ? [] : [{ ...step, over: over.id, changes }]
    }),
    ...(ns !== undefined && operations && { nsPerOperation: ns / operations }),
    ...(ns !== undefined && bytes && { nsPerPage: ns / (bytes / pageOf(cell)) }),
    ...(counts && { counts }),
    ...(instructions && { instructions }),
    rounds: pair.rounds,
  }
}

/** The baseline and null rows are their own reference: nothing is claimed of them. */
function verdictOf(
  { cell, row, ns, speedup }: Pairs,
  judged: Judged | undefined,
): Relation & Pick<Figure, 'verdict' | 'side'> {
  const itself = row.role === 'baseline' || row.role === 'null'
  const relation: Relation = itself
    ? { work: 'same-work' }
    : speedup === undefined
      ? { work: 'differs' }
      : relationOf(speedup, judged?.verdict === 'resolved')
  if (ns === undefined) {
    return { ...relation, verdict: cell.untimed[row.engine] ? 'untimed' : 'missing' }
  }
  if (judged === undefined) return { ...relation, verdict: 'not-resolved' }
  const { side, verdict } = judged
  if (itself && verdict === 'resolved') return { ...relation, verdict: 'not-resolved' }
  return { ...relation, verdict, ...(side && { side }) }
}

function leftOf(pair: Pairs, nullBand: number | undefined, how: How): Figure['left'] {
  const left: Figure['left'] = {}
  for (const { punt, contrast } of pair.left) {
    const judged = judgeRows(contrast, how, nullBand)
    if (judged) left[punt] = judged
  }
  return left
}

function smallestResolvable(
  figures: ReadonlyArray<Partial<Record<FigureOp, Figure>>>,
  ops: readonly FigureOp[],
  nullBand: CellAnalysis['nullBand'],
): CellAnalysis['smallestResolvable'] {
  const smallest: CellAnalysis['smallestResolvable'] = {}
  for (const op of ops) {
    const typical = median(figures.flatMap(({ [op]: figure }) => figure?.smallestResolvable ?? []))
    if (typical !== undefined) smallest[op] = Math.max(typical, nullBand[op] ?? 0)
  }
  return smallest
}
