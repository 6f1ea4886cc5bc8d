/** What may be said of a row in a group of cells, as parts of sentences. */
import type {
  Analysis,
  CellAnalysis,
  Figure,
  FigureOp,
  Interval,
  Mean,
  RowAnalysis,
} from '../../results/analysis/types.js'
import { estimateWords, resolvable, verdictWords } from './figures.js'
import { formatEffect, formatInterval } from './format.js'
import { type CellGroup, figureOf } from './groups.js'
import { listWords, MODE_WORDS, OP_WORDS, plural } from './terms.js'

/** A figure and the cell that it stands in. */
interface Placed {
  cell: CellAnalysis
  figure: Figure
}

/** `: resolved in 4 of 5 cells, not resolved at 4K (smallest resolvable: 4.9 %)`. */
export function tally(group: CellGroup, times: readonly Placed[]): string {
  const resolved = times.filter(({ figure }) => figure.leftOnTableResolved)
  const open = times.filter(({ figure }) => !figure.leftOnTableResolved)
  const slower = resolved.filter(({ figure }) => (figure.leftOnTable?.estimate ?? 1) < 1)
  const smallest = open.flatMap(({ cell, figure }) => cell.smallestResolvable[figure.op] ?? [])
  const hint =
    smallest.length === 0 ? '' : ` (smallest resolvable: ${formatEffect(Math.max(...smallest))})`
  const cells = plural(times.length, 'cell')
  return [
    resolved.length === 0
      ? `: not resolved in any of ${cells}${hint}`
      : `: resolved in ${resolved.length} of ${cells}`,
    ...(resolved.length > 0 && open.length > 0
      ? [`not resolved at ${places(group, open)}${hint}`]
      : []),
    ...(slower.length > 0 ? [`punting is the slower way at ${places(group, slower)}`] : []),
  ].join(', ')
}

/** Cells by their labels: `4K and 64K`. */
function places(group: CellGroup, placed: readonly Placed[]): string {
  return listWords(placed.map(({ cell }) => group.labels.get(cell.id) ?? cell.id))
}

/** `1.20 x [1.17, 1.23] at 4K buffers to 3.01 x [2.95, 3.07] at 64M`. */
export function range(
  group: CellGroup,
  placed: readonly Placed[],
  of: (figure: Figure) => Interval | undefined,
): string {
  const sorted = placed
    .flatMap(({ cell, figure }) => {
      const interval = of(figure)
      return interval === undefined ? [] : [{ cell, interval }]
    })
    .sort((a, b) => a.interval.estimate - b.interval.estimate)
  const [lowest] = sorted
  const highest = sorted.at(-1)
  if (lowest === undefined || highest === undefined) return 'no figure'
  const at = ({ cell, interval }: typeof lowest) =>
    `${formatInterval(interval)} at ${group.labels.get(cell.id) ?? cell.id}`
  return lowest === highest ? at(lowest) : `${at(lowest)} to ${at(highest)}`
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
  const ratio = `${OP_WORDS[op]} is ${formatInterval(mean.speedup)} as fast as ${baselineName(group)}`
  return `${ratio}${openness(group, row, op, mean)}`
}

/** The same without the words that a list would repeat: `4.52 x [4.41, 4.63]`. */
export function brief(
  analysis: Analysis,
  group: CellGroup,
  row: RowAnalysis,
  op: FigureOp,
): string {
  const all = figures(group, row, op)
  if (all.length > 0 && all.every(({ figure }) => figure.verdict === 'same-work')) {
    return 'the same work by count'
  }
  const mean = meanOf(analysis, group, row, op)
  if (mean !== undefined) return `${formatInterval(mean.speedup)}${openness(group, row, op, mean)}`
  const [only] = all
  const estimate = all.length === 1 && only !== undefined ? estimateWords(only.figure) : undefined
  return estimate ?? 'without a mean that has an interval'
}

/** `, not resolved (smallest resolvable: 1.2 %)`, or nothing where the mean is resolved. */
function openness(group: CellGroup, row: RowAnalysis, op: FigureOp, mean: Mean): string {
  if (isResolved(group, row, op, mean)) return ''
  return `, not resolved${resolvable(...figures(group, row, op).map(({ figure }) => figure))}`
}

/** What ratios are taken against. */
export function baselineName({ baseline }: CellGroup): string {
  return baseline?.shape ?? 'the baseline'
}

/** `: the geometric mean of 4 cells, from 1.80 x [...] at 64K to 9.10 x [...] at 64M`. */
export function spread(group: CellGroup, row: RowAnalysis, op: FigureOp): string {
  const all = figures(group, row, op)
  const claimed = all.filter(({ figure }) => figure.verdict !== 'same-work')
  const same = all.filter(({ figure }) => figure.verdict === 'same-work')
  const but =
    same.length > 0 && claimed.length > 0
      ? ` (the same work by count at ${places(group, same)}, which stays out)`
      : ''
  if (claimed.length < 2) return but
  const reach = range(group, claimed, ({ speedup }) => speedup)
  return `: the geometric mean of ${plural(claimed.length, 'cell')}, from ${reach}${but}`
}

/** What a row's total time on a trace comes to; nothing where it has no figure. */
export function traceClaim(cell: CellAnalysis, row: RowAnalysis, op: FigureOp): string {
  const figure = figureOf(cell, row.id, op)
  if (figure === undefined || figure.verdict === 'missing') return ''
  if (figure.verdict === 'same-work') return 'is the same work by count'
  const ratio = estimateWords(figure)
  if (ratio === undefined) return ''
  return figure.verdict === 'resolved' ? ratio : `${ratio}, ${verdictWords(figure)}`
}

/** What a group's figures rest on: layout, mode, cells. */
export function basis(group: CellGroup): string {
  return `the ${group.layout ?? 'unknown'} layout (${where(group)})`
}

/** `coherent, strict; buffers of 4K and 64K`. */
export function where(group: CellGroup): string {
  const labels = [...group.labels.values()]
  const sized = group.cells.every(({ bufferBytes }) => bufferBytes !== undefined)
  const cells =
    labels.length > 8
      ? plural(labels.length, 'cell')
      : `${sized ? 'buffers of ' : ''}${listWords(labels)}`
  return `${MODE_WORDS[group.mode]}; ${cells}`
}

/** "Half the job" is judged on map + unmap; a cell of mixed operations on their total. */
export function judged(group: CellGroup): FigureOp {
  return group.ops.includes('sum') ? 'sum' : (group.ops[0] ?? 'sum')
}

/** The row of a call shape, by name. */
export function shape(group: CellGroup, name: string): RowAnalysis | undefined {
  return group.shapes.find((row) => row.shape === name)
}

/** The figures that a row has in a group, missing ones left out. */
export function figures(group: CellGroup, row: RowAnalysis, op: FigureOp): Placed[] {
  return group.cells.flatMap((cell) => {
    const figure = figureOf(cell, row.id, op)
    return figure === undefined || figure.verdict === 'missing' ? [] : [{ cell, figure }]
  })
}

/** Whether a row gave no figure in any cell of a group. */
export function hasNothing(group: CellGroup, row: RowAnalysis): boolean {
  return group.ops.every((op) => figures(group, row, op).length === 0)
}

/** That a row gave no figures, and why where it failed. */
export function noFigures({ shape, failure }: RowAnalysis): string {
  return failure === undefined
    ? `${shape} gave no figures`
    : `${shape} gave no figures (${failure.kind} in ${failure.cell}: ${failure.message})`
}

/** A row's mean over the cells of a group; absent where the analysis has none. */
export function meanOf(
  { means }: Analysis,
  group: CellGroup,
  row: RowAnalysis,
  op: FigureOp,
): Mean | undefined {
  return means.find(
    (mean) =>
      mean.row === row.id &&
      mean.op === op &&
      mean.layout === group.layout &&
      mean.mode === group.mode,
  )
}

/** A mean is resolved as a figure is: 1 is left out and the noise floor of its cells cleared. */
function isResolved(group: CellGroup, row: RowAnalysis, op: FigureOp, { speedup }: Mean): boolean {
  const floor = Math.max(
    0,
    ...figures(group, row, op)
      .filter(({ figure }) => figure.verdict !== 'same-work')
      .map(({ cell }) => cell.nullBand[op] ?? 0),
  )
  const leavesOneOut = speedup.low > 1 || speedup.high < 1
  return leavesOneOut && Math.exp(Math.abs(Math.log(speedup.estimate))) - 1 > floor
}
