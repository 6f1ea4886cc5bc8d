/**
 * The answers to the three questions of the mail, in sentences made from figures. Nothing here
 * knows what came out: every figure, and whether one may be claimed, is the analysis's.
 */
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
import { capital, formatEffect, formatInterval } from './format.js'
import { type CellGroup, cellGroups, figureOf } from './groups.js'
import { listWords, MODE_WORDS, OP_WORDS, plural, tierWords } from './terms.js'

export interface Answer {
  question: string
  text: string
}

/** The shapes that the questions are about, by name. */
const HALF = 'unmap-pages'
const WHOLE = 'map-unmap-pages'
const PUNT = 'punt-range'

/** The answers as lines of text, the question at the head of each. */
export function answer(analysis: Analysis): string[] {
  return answers(analysis).map(({ question, text }) => `${question} ${text}`)
}

/** The three answers, then one for every further layout and for the traces. */
export function answers(analysis: Analysis): Answer[] {
  const groups = cellGroups(analysis)
  const sweeps = groups.filter(({ workload }) => workload === 'sweep')
  const traces = groups.filter(({ workload }) => workload === 'trace')
  // The first group of each tier carries the answers; `cellGroups` puts `keep` first.
  const main = sweeps.filter((group) => sweeps.find(({ tier }) => tier === group.tier) === group)
  const rest = sweeps.filter((group) => !main.includes(group))
  const scene = main.length > 0 ? main : traces.slice(0, 1)
  if (scene.length === 0) {
    return [{ question: 'How much?', text: 'This run holds no figures, so it answers nothing.' }]
  }
  const say = (one: (analysis: Analysis, group: CellGroup) => string) =>
    scene.map((group) => one(analysis, group)).join(' ')
  return [
    { question: 'How much?', text: say(howMuch) },
    { question: 'Is half the job enough?', text: say(halfTheJob) },
    { question: 'What is left on the table?', text: say(leftOnTheTable) },
    ...rest.map((group) => ({ question: otherwise(group), text: allShapes(analysis, group) })),
    ...(main.length > 0 && traces.length > 0
      ? [{ question: 'On traces:', text: traces.map((group) => onTraces(group)).join(' ') }]
      : []),
    { question: 'Mind:', text: tierCaution(analysis) },
  ]
}

function howMuch(analysis: Analysis, group: CellGroup): string {
  const row = shape(group, HALF)
  const opening = capital(`in ${tierWords(group.tier)}`)
  if (row === undefined) return `${opening}: ${HALF} was not part of this run.`
  if (hasNothing(group, row)) return `${opening}: ${noFigures(row)}.`
  const [first, ...others] = group.ops.includes('unmap') ? (['unmap', 'map'] as const) : group.ops
  if (first === undefined) return `${opening}: no direction was timed.`
  return (
    `${opening}: with ${HALF}, ${claim(analysis, group, row, first)}` +
    `${spread(group, row, first)}${others.map((op) => `; ${claim(analysis, group, row, op)}`).join('')}. ` +
    `This rests on ${basis(group)}.`
  )
}

function halfTheJob(analysis: Analysis, group: CellGroup): string {
  const rows = [HALF, WHOLE].map((name) => shape(group, name))
  const [half, whole] = rows
  if (half === undefined || whole === undefined) {
    return `${capital(tierWords(group.tier))}: this takes ${HALF} and ${WHOLE}, and this run has not both.`
  }
  const silent = [half, whole].filter((row) => hasNothing(group, row))
  if (silent.length > 0) {
    return `${capital(tierWords(group.tier))}: open, since ${silent.map(noFigures).join(' and ')}.`
  }
  const op = judged(group)
  const text = `${capital(tierWords(group.tier))}, ${group.layout ?? 'unknown'} layout: `
  const halfMean = meanOf(analysis, group, half, op)
  const wholeMean = meanOf(analysis, group, whole, op)
  const claims = [half, whole].map((row) => `${row.shape} ${brief(analysis, group, row, op)}`)
  return `${text}${OP_WORDS[op]} against ${baselineName(group)}: ${claims.join('; ')}. ${compare(halfMean, wholeMean)}`
}

/** What two means tell about the second half of the job, and what they do not. */
function compare(half: Mean | undefined, whole: Mean | undefined): string {
  if (half === undefined || whole === undefined) return 'The two cannot be compared.'
  if (half.cells !== whole.cells) {
    return 'The two means rest on different cells, so they are not held against each other.'
  }
  if (half.speedup.high < whole.speedup.low) {
    return 'The intervals lie apart: doing map as well pays.'
  }
  if (whole.speedup.high < half.speedup.low) {
    return 'The intervals lie apart: doing map as well costs time here.'
  }
  return 'The intervals overlap: not resolved whether doing map as well pays.'
}

function leftOnTheTable(_: Analysis, group: CellGroup): string {
  const opening = `${capital(tierWords(group.tier))}, ${group.layout ?? 'unknown'} layout`
  const punt = shape(group, PUNT)
  if (punt === undefined) return `${opening}: ${PUNT} was not part of this run.`
  if (hasNothing(group, punt)) return `${opening}: open, since ${noFigures(punt)}.`
  const op = judged(group)
  const parts = [HALF, WHOLE].flatMap((name) => {
    const row = shape(group, name)
    if (row === undefined) return []
    if (hasNothing(group, row)) return [noFigures(row)]
    const times = figures(group, row, op).filter(({ figure }) => figure.leftOnTable !== undefined)
    if (times.length === 0) return [`${name} has no time to hold against ${PUNT}'s`]
    return [
      `${name} takes ${range(group, times, (figure) => figure.leftOnTable)}${tally(group, times)}`,
    ]
  })
  if (parts.length === 0) return `${opening}: neither ${HALF} nor ${WHOLE} was part of this run.`
  return `${opening}, ${OP_WORDS[op]}, as time over ${PUNT}'s: ${parts.join('; ')}.`
}

interface Placed {
  cell: CellAnalysis
  figure: Figure
}

/** `: resolved in 4 of 5 cells, not resolved at 4K (smallest resolvable: 4.9 %)`. */
function tally(group: CellGroup, times: readonly Placed[]): string {
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

function places(group: CellGroup, placed: readonly Placed[]): string {
  return listWords(placed.map(({ cell }) => group.labels.get(cell.id) ?? cell.id))
}

/** `1.20 x [1.17, 1.23] at 4K buffers to 3.01 x [2.95, 3.07] at 64M`. */
function range(
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
function claim(analysis: Analysis, group: CellGroup, row: RowAnalysis, op: FigureOp): string {
  const mean = meanOf(analysis, group, row, op)
  if (mean === undefined) return `${OP_WORDS[op]} is ${brief(analysis, group, row, op)}`
  const ratio = `${OP_WORDS[op]} is ${formatInterval(mean.speedup)} as fast as ${baselineName(group)}`
  return `${ratio}${openness(group, row, op, mean)}`
}

/** The same without the words that a list would repeat: `4.52 x [4.41, 4.63]`. */
function brief(analysis: Analysis, group: CellGroup, row: RowAnalysis, op: FigureOp): string {
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

function baselineName({ baseline }: CellGroup): string {
  return baseline?.shape ?? 'the baseline'
}

/** `: the geometric mean of 4 cells, from 1.80 x [...] at 64K to 9.10 x [...] at 64M`. */
function spread(group: CellGroup, row: RowAnalysis, op: FigureOp): string {
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

/** What a further group has to say, in one line: how fast every call shape is. */
function allShapes(analysis: Analysis, group: CellGroup): string {
  const op = judged(group)
  const parts = group.shapes.map((row) =>
    hasNothing(group, row) ? noFigures(row) : `${row.shape} ${brief(analysis, group, row, op)}`,
  )
  return `${OP_WORDS[op]} against ${baselineName(group)}: ${parts.join('; ')} (${where(group)}).`
}

function onTraces(group: CellGroup): string {
  return group.cells
    .map((cell) => {
      const parts = group.shapes.map((row) => {
        const said = group.ops.map((op) => traceClaim(cell, row, op)).filter((part) => part !== '')
        return `${row.shape} ${said.length === 0 ? 'has no figure' : said.join(', ')}`
      })
      return `${cell.title}, total time against ${baselineName(group)}: ${parts.join('; ')}.`
    })
    .join(' ')
}

function traceClaim(cell: CellAnalysis, row: RowAnalysis, op: FigureOp): string {
  const figure = figureOf(cell, row.id, op)
  if (figure === undefined || figure.verdict === 'missing') return ''
  if (figure.verdict === 'same-work') return 'is the same work by count'
  const ratio = estimateWords(figure)
  if (ratio === undefined) return ''
  return figure.verdict === 'resolved' ? ratio : `${ratio}, ${verdictWords(figure)}`
}

function tierCaution(analysis: Analysis): string {
  const invalidation =
    'invalidation on the wire, IOVA allocation and the rest of a driver are not in these times.'
  return analysis.rows.some(({ tier }) => tier === 'ts')
    ? `Times of tier ts make no claim about indirect calls; ${invalidation}`
    : capital(invalidation)
}

/** Names a further group by what tells it from the first. */
function otherwise({ layout, mode, tier }: CellGroup): string {
  const what = layout === undefined ? 'Layout unknown' : `${capital(layout)} layout`
  return `${[what, ...(mode === 'coherent-strict' ? [] : [MODE_WORDS[mode]]), tierWords(tier)].join(', ')}:`
}

/** What a group's figures rest on: layout, mode, cells. */
function basis(group: CellGroup): string {
  return `the ${group.layout ?? 'unknown'} layout (${where(group)})`
}

function where(group: CellGroup): string {
  const labels = [...group.labels.values()]
  const sized = group.cells.every(({ bufferBytes }) => bufferBytes !== undefined)
  const cells =
    labels.length > 8
      ? plural(labels.length, 'cell')
      : `${sized ? 'buffers of ' : ''}${listWords(labels)}`
  return `${MODE_WORDS[group.mode]}; ${cells}`
}

/** "Half the job" is judged on map + unmap; a cell of mixed operations on their total. */
function judged(group: CellGroup): FigureOp {
  return group.ops.includes('sum') ? 'sum' : (group.ops[0] ?? 'sum')
}

function shape(group: CellGroup, name: string): RowAnalysis | undefined {
  return group.shapes.find((row) => row.shape === name)
}

/** The figures that a row has in a group, missing ones left out. */
function figures(group: CellGroup, row: RowAnalysis, op: FigureOp): Placed[] {
  return group.cells.flatMap((cell) => {
    const figure = figureOf(cell, row.id, op)
    return figure === undefined || figure.verdict === 'missing' ? [] : [{ cell, figure }]
  })
}

function hasNothing(group: CellGroup, row: RowAnalysis): boolean {
  return group.ops.every((op) => figures(group, row, op).length === 0)
}

function noFigures({ shape, failure }: RowAnalysis): string {
  return failure === undefined
    ? `${shape} gave no figures`
    : `${shape} gave no figures (${failure.kind} in ${failure.cell}: ${failure.message})`
}

function meanOf(
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
  return leavesOneOut && Math.abs(speedup.estimate - 1) > floor
}
