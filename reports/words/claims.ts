/** What may be said of a row in a group of cells, as parts of sentences. */

import { isExplained, judgedOf } from '../../results/analysis/judged-of.js'
import {
  type Analysis,
  type CellAnalysis,
  type Figure,
  type FigureOp,
  type Judged,
  type Mean,
  PUNT_SHAPES,
  type RowAnalysis,
} from '../../results/analysis/types.js'
import { isUnequal } from '../../results/analysis/unequal-care.js'
import {
  estimateWords,
  judgedClaim,
  layoutsWords,
  openWords,
  resolvable,
  verdictWords,
} from './figures.js'
import { formatInterval } from './format.js'
import { type CellGroup, figureOf, inSentence, isTimedIn, timedShapes } from './groups.js'
import { rangeOfInstructions } from './instructions.js'
import { rangeOf, someplace } from './places.js'
import { OP_WORDS, plural } from './terms.js'

/** The shapes that the questions are about, by name. */
export const HALF = 'unmap-pages'
export const WHOLE = 'map-unmap-pages'

/** A figure and the cell that it stands in. */
interface Placed {
  cell: CellAnalysis
  figure: Figure
}

/** A ratio of two rows and the cell that it stands in. */
export interface Held {
  cell: CellAnalysis
  judged: Judged
}

/** What a row is held against in every cell of a group where both have times. */
export function held(
  group: CellGroup,
  row: RowAnalysis,
  op: FigureOp,
  of: (figure: Figure) => Judged | undefined,
): Held[] {
  return figures(group, row, op).flatMap(({ cell, figure }) => {
    const judged = of(figure)
    return judged === undefined ? [] : [{ cell, judged }]
  })
}

/**
 * `1.07 x [0.91, 1.27] at 4K to 1.32 x [1.17, 1.49] at 64M: resolved in 4 of 5 cells, not resolved
 * at 4K (smallest resolvable: 4.9 %), same calls at 4K`. One cell says all of its ratio itself.
 */
export function heldWords(group: CellGroup, all: readonly Held[]): string {
  const [first, ...others] = all
  if (first === undefined) return 'no figure'
  if (others.length === 0) {
    return `${judgedClaim(first.judged)} at ${inSentence(group, first.cell)}`
  }
  const reach = rangeOf(
    group,
    all.map(({ cell, judged }) => ({ cell, interval: judged.interval })),
  )
  return `${reach}: ${[tally(group, all), ...alike(group, all)].join(', ')}`
}

/** In how many cells a ratio is resolved, and where not. */
function tally(group: CellGroup, all: readonly Held[]): string {
  const of = (verdict: Judged['verdict']) => all.filter(({ judged }) => judged.verdict === verdict)
  const open = of('not-resolved')
  const unmeasured = of('not-measurable')
  const resolved = of('resolved').length
  const hint = resolvable(...open.map(({ judged }) => judged))
  const cells = plural(all.length, 'cell')
  if (resolved === all.length) {
    return `resolved in ${all.length === 2 ? 'both cells' : `all ${cells}`}`
  }
  if (open.length === all.length) return `not resolved in any of ${cells}${hint}`
  return [
    `resolved in ${resolved} of ${cells}`,
    ...(open.length > 0 ? [`not resolved ${someplace(group, open)}${hint}`] : []),
    ...(unmeasured.length > 0 ? [`not measurable ${someplace(group, unmeasured)}`] : []),
  ].join(', ')
}

/** Where the counts say that calls or work are the same, and where times contradict them. */
function alike(group: CellGroup, all: readonly Held[]): string[] {
  const at = (which: (judged: Judged) => boolean) => all.filter(({ judged }) => which(judged))
  const apart = at(({ verdict, work }) => work === 'same-work' && verdict === 'resolved')
  const known = at(
    ({ moreInstructions, work }) => work === 'same-calls' && moreInstructions !== undefined,
  )
  const more = known.map(({ judged }) => judged.moreInstructions ?? 0)
  const told: Array<[readonly Held[], (place: string) => string]> = [
    [
      at(({ work }) => work === 'contradiction'),
      (place) => `contradiction ${place}: same calls, yet other times`,
    ],
    [apart, (place) => `same work ${place}, yet other times`],
    [
      at(({ verdict, work }) => work === 'same-work' && verdict !== 'resolved'),
      (place) => `same work ${place}`,
    ],
    [
      at(({ moreInstructions, work }) => work === 'same-calls' && moreInstructions === undefined),
      (place) => `same calls ${place}`,
    ],
    [known, (place) => `same calls ${place}, ${rangeOfInstructions(more)}`],
    ...across(all).map(([words, some]): [readonly Held[], (place: string) => string] => [
      some,
      (place) => `${words} ${place}`,
    ]),
  ]
  return told.flatMap(([some, words]) => (some.length === 0 ? [] : [words(someplace(group, some))]))
}

/** Ratios across layouts, by what the row does that the other does not. */
function across(all: readonly Held[]): Array<[words: string, some: Held[]]> {
  const found = new Map<string, Held[]>()
  for (const held of all) {
    const { layouts } = held.judged
    if (layouts === undefined) continue
    const words = layoutsWords(layouts)
    found.set(words, [...(found.get(words) ?? []), held])
  }
  return [...found]
}

/** `unmap is 4.52 x [4.41, 4.63] as fast as per-page`, and what is said where that cannot be. */
export function claim(
  analysis: Analysis,
  group: CellGroup,
  row: RowAnalysis,
  op: FigureOp,
): string {
  const mean = meanOf(analysis, group, row, op)
  if (mean === undefined) return `${OP_WORDS[op]} is ${brief(analysis, group, row, op)}`
  const ratio = `${OP_WORDS[op]} is ${formatInterval(mean.judged.interval)} as fast as ${baselineName(group)}`
  return `${ratio}${openWords(mean.judged)}`
}

/** The same without the words that a list would repeat: `4.52 x [4.41, 4.63]`. */
export function brief(
  analysis: Analysis,
  group: CellGroup,
  row: RowAnalysis,
  op: FigureOp,
): string {
  const mean = meanOf(analysis, group, row, op)
  if (mean !== undefined) return `${formatInterval(mean.judged.interval)}${openWords(mean.judged)}`
  const all = figures(group, row, op).flatMap(({ cell, figure }) => {
    const judged = judgedOf(figure)
    return judged === undefined ? [] : [{ cell, judged }]
  })
  if (all.length > 0) return heldWords(group, all)
  const [only] = figures(group, row, op)
  const single = only === undefined ? '' : cellClaim(only.cell, row, op)
  return single === '' ? 'without a mean that has an interval' : single
}

/** The same of every shape that a group's line names: `unmap-pages 1.8 x [1.7, 1.9]; ...`. */
export function allBrief(analysis: Analysis, group: CellGroup): string {
  const op = judged(group)
  return keyShapes(analysis, group)
    .map((row) =>
      hasNothing(group, row)
        ? noFigures(group, row)
        : `${row.shape} ${brief(analysis, group, row, op)}`,
    )
    .join('; ')
}

/**
 * The shapes that a line names: those that the questions are about, or all where none ran; none whose
 * times say nothing.
 */
export function keyShapes(made: Pick<Analysis, 'tool'>, group: CellGroup): RowAnalysis[] {
  const timed = timedShapes(group).filter((row) => !isUnequal(made, row))
  const key = timed.filter((row) => [HALF, WHOLE, ...PUNT_SHAPES].includes(row.shape))
  return key.length > 0 ? key : timed
}

/**
 * Where handing over the whole operation is the slower way, direction by direction, for the shape
 * that was merged: ` Punting is the slower way: ...`, or nothing.
 */
export function slowerPunts(group: CellGroup): string {
  const row = shape(group, WHOLE) ?? shape(group, HALF)
  if (row === undefined) return ''
  const parts = PUNT_SHAPES.flatMap((punt) =>
    group.ops.flatMap((op) => {
      const slower = held(group, row, op, ({ left }) => left[punt]).filter(
        ({ judged }) => judged.side === 'below' && isExplained(judged, 'above'),
      )
      if (slower.length === 0) return []
      const reach = rangeOf(
        group,
        slower.map(({ cell, judged }) => ({ cell, interval: judged.interval })),
      )
      return [`${reach} of ${punt}'s time for ${OP_WORDS[op]}`]
    }),
  )
  return parts.length === 0
    ? ''
    : ` Punting is the slower way: ${row.shape} takes ${parts.join('; ')}.`
}

/** What ratios are taken against. */
export function baselineName({ baseline }: CellGroup): string {
  return baseline?.shape ?? 'the baseline'
}

/** `: the geometric mean of 4 cells, from 1.80 x [...] at 64K to 9.10 x [...] at 64M`. */
export function spread(
  analysis: Analysis,
  group: CellGroup,
  row: RowAnalysis,
  op: FigureOp,
): string {
  const mean = meanOf(analysis, group, row, op)
  if (mean === undefined || mean.cells.length < 2) return ''
  const reach = rangeOf(
    group,
    figures(group, row, op).flatMap(({ cell, figure: { speedup } }) =>
      speedup === undefined || !mean.cells.includes(cell.id) ? [] : [{ cell, interval: speedup }],
    ),
  )
  return `: the geometric mean of ${plural(mean.cells.length, 'cell')}, from ${reach}`
}

/** A row's speed-up in one cell with its verdict; nothing where it has no figure. */
export function cellClaim(cell: CellAnalysis, row: RowAnalysis, op: FigureOp): string {
  const figure = figureOf(cell, row.id, op)
  if (figure === undefined || isSilent(figure)) return ''
  const judged = judgedOf(figure)
  if (judged !== undefined) return judgedClaim(judged)
  const ratio = estimateWords(figure)
  return ratio === undefined ? '' : `${ratio}, ${verdictWords(figure)}`
}

/** The shapes of a group's line in one cell: `unmap-pages 1.8 x [1.7, 1.9]; punt 2.0 x [1.9, 2.1]`. */
export function cellBriefs(
  made: Pick<Analysis, 'tool'>,
  group: CellGroup,
  cell: CellAnalysis,
): string {
  const parts = keyShapes(made, group).flatMap((row) => {
    if (!isTimedIn(cell, row)) return []
    const said = cellClaim(cell, row, judgedIn(cell))
    return [`${row.shape} ${said === '' ? 'has no figure' : said}`]
  })
  return parts.length === 0 ? 'no call shape was timed' : parts.join('; ')
}

/** The direction that a cell is judged on, as `judged` has it for a group. */
export function judgedIn({ ops, workload }: CellAnalysis): FigureOp {
  if (workload === 'common-map') return 'unmap'
  return ops.includes('sum') ? 'sum' : (ops[0] ?? 'sum')
}

/**
 * "Half the job" is judged on map + unmap; a cell of mixed operations on their total, and where all
 * map alike on unmap.
 */
export function judged({ ops, workload }: CellGroup): FigureOp {
  if (workload === 'common-map') return 'unmap'
  return ops.includes('sum') ? 'sum' : (ops[0] ?? 'sum')
}

/** The row of a call shape, by name. */
export function shape(group: CellGroup, name: string): RowAnalysis | undefined {
  return group.shapes.find((row) => row.shape === name)
}

/** The figures that a row has in a group; those it lost or was not timed for are left out. */
export function figures(group: CellGroup, row: RowAnalysis, op: FigureOp): Placed[] {
  return group.cells.flatMap((cell) => {
    const figure = figureOf(cell, row.id, op)
    return figure === undefined || isSilent(figure) ? [] : [{ cell, figure }]
  })
}

function isSilent({ verdict }: Figure): boolean {
  return verdict === 'missing' || verdict === 'untimed'
}

/** Whether a row gave no figure in any cell of a group. */
export function hasNothing(group: CellGroup, row: RowAnalysis): boolean {
  return group.ops.every((op) => figures(group, row, op).length === 0)
}

/** That a row has no figures in a group, and why: not meant to, or failed. */
export function noFigures(group: CellGroup, row: RowAnalysis): string {
  if (!timedShapes(group).includes(row)) return `${row.shape} was not timed here`
  return row.failure === undefined
    ? `${row.shape} gave no figures`
    : `${row.shape} gave no figures (${row.failure.kind} in ${row.failure.cell}: ${row.failure.message})`
}

/** A row's mean over the cells of a group; absent where the analysis has none. Sweeps alone have. */
export function meanOf(
  { means }: Analysis,
  group: CellGroup,
  row: RowAnalysis,
  op: FigureOp,
): Mean | undefined {
  if (group.workload !== 'sweep') return undefined
  return means.find(
    (mean) =>
      mean.row === row.id &&
      mean.op === op &&
      mean.layout === group.layout &&
      mean.mode === group.mode,
  )
}
