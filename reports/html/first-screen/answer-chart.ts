/**
 * The screen's table as one chart: a lane a call shape, its speed-ups over all buffers and over each
 * trace on one axis. A summary; the explorer shows the same cell by cell.
 */
import type { Analysis } from '../../../results/analysis/index.js'
import type { ScreenFigure, ScreenTable } from '../../answer/index.js'
import { labelledTicks, SERIES, textWidth } from '../../charts/index.js'
import { laneLabel } from '../explorer/lane-chart.js'
import { html, type Markup } from '../parts/markup.js'

/** Columns that share a sign: all buffers one, and each trace one of its own. */
interface Group {
  label: string
  /** Places in the table's columns. */
  at: number[]
  sign: (x: number, y: number) => Markup
}

const LANE = 22
const HEAD = 22
const AXIS = 20
/** Of all text. */
const TEXT = 11
/** Traces that find a sign and a column of values of their own. */
const MOST_TRACES = 3

const SIGNS: ReadonlyArray<Group['sign']> = [
  (x, y) => html`<circle cx="${x}" cy="${y}" r="3.5"/>`,
  (x, y) => html`<path d="M${x} ${y - 5.5}l5 5.5l-5 5.5l-5 -5.5z"/>`,
  (x, y) => html`<path d="M${x - 5} ${y + 4}h10l-5 -9z"/>`,
  (x, y) => html`<path d="M${x - 4} ${y - 4}h8v8h-8z"/>`,
]

/** Draws it that wide, in pixels; where there is little room, values stand for the buffers alone. */
export function answerChart(
  table: ScreenTable,
  { cells }: Pick<Analysis, 'cells'>,
  width: number,
): Markup {
  const groups = groupsOf(table, cells)
  const labels = table.rows.map(({ by, shape }) => (by === undefined ? shape : `${shape}, ${by}`))
  const wide = width > 600
  const left = Math.min(
    wide ? 260 : 150,
    Math.max(...labels.map((label) => textWidth(label, TEXT)), 55) + 15,
  )
  const shown = wide ? groups : groups.slice(0, 1)
  const values = shown.map((group) => table.rows.map((row) => rangeText(figuresOf(row, group))))
  const widths = values.map(
    (texts, at) =>
      Math.max(...[shown[at].label, ...texts].map((text) => textWidth(text, TEXT))) + 17,
  )
  const before = (count: number) => widths.slice(0, count).reduce((sum, one) => sum + one, 0)
  const plot = Math.max(80, width - left - before(widths.length))
  const estimates = table.rows.flatMap(({ figures }) =>
    figures.flatMap(({ interval }) => interval?.estimate ?? []),
  )
  const [low, high] = [Math.min(1, ...estimates) / 1.06, Math.max(1.2, ...estimates) * 1.06]
  // An interval ends with the plot: beyond it stand names and values.
  const x = (ratio: number) => {
    const share = Math.log(ratio / low) / Math.log(high / low)
    return Math.round((left + Math.min(1, Math.max(0, share)) * plot) * 10) / 10
  }
  const bottom = HEAD + table.rows.length * LANE
  const ends = widths.map((_, at) => left + plot + before(at + 1))
  const name = `${table.heading}. ${table.basis}. The table holds the figures.`
  return html`<svg xmlns="http://www.w3.org/2000/svg" class="lanes" role="img" aria-label="${name}" width="${width}" height="${bottom + AXIS}" viewBox="0 0 ${width} ${bottom + AXIS}">${labelledTicks(
    [low, high],
    plot,
  ).map(
    (tick) =>
      html`<line class="${tick === 1 ? 'one' : 'tick'}" x1="${x(tick)}" x2="${x(tick)}" y1="${HEAD}" y2="${bottom}"/><text class="axis" x="${x(tick)}" y="${bottom + 14}">${tick}</text>`,
  )}${wide ? legend(groups, left, left + plot) : legend(groups, 0, width)}${ends.map((end, at) => html`<text class="head end" x="${end}" y="13">${wide ? shown[at]?.label : undefined}</text>`)}${table.rows.map(
    (row, line) => {
      const y = HEAD + (line + 0.5) * LANE
      return html`${laneLabel(labels[line], y, left - 8, width)}<g style="color:var(--series-${SERIES[row.shape]?.colour ?? 'black'})">${groups.map((group) => drawGroup(figuresOf(row, group), group, x, y))}</g>${ends.map((end, at) => html`<text class="value end" x="${end}" y="${y + 4}">${values[at]?.[line]}</text>`)}`
    },
  )}</svg>`
}

function groupsOf({ columns }: ScreenTable, cells: Analysis['cells']): Group[] {
  const indexed = columns.map(({ cell, label }, at) => ({
    at,
    label,
    isTrace: cells.some(({ id, workload }) => id === cell && workload === 'trace'),
  }))
  const buffers = indexed.filter(({ isTrace }) => !isTrace)
  const traces = indexed.filter(({ isTrace }) => isTrace).slice(0, MOST_TRACES)
  const groups = [
    ...(buffers.length === 0 ? [] : [{ label: 'buffers', at: buffers.map(({ at }) => at) }]),
    ...traces.map(({ at, label }) => ({ label, at: [at] })),
  ]
  return groups.map((group, at) => ({ ...group, sign: SIGNS[at] }))
}

function figuresOf({ figures }: ScreenTable['rows'][number], { at }: Group): ScreenFigure[] {
  return at.flatMap((one) => figures[one] ?? [])
}

/** `4.70 to 6.98`: from the least to the most, as the table has them. */
function rangeText(figures: readonly ScreenFigure[]): string {
  const measured = figures
    .filter(({ interval }) => interval !== undefined)
    .toSorted((a, b) => (a.interval?.estimate ?? 0) - (b.interval?.estimate ?? 0))
  const [least] = measured
  const most = measured.at(-1)
  if (least === undefined || most === undefined) return figures[0]?.text ?? ''
  const width = least.plusMinus === undefined || figures.length > 1 ? '' : ` ${least.plusMinus}`
  return least.text === most.text ? `${least.text}${width}` : `${least.text} to ${most.text}`
}

function drawGroup(
  figures: readonly ScreenFigure[],
  { sign }: Group,
  x: (ratio: number) => number,
  y: number,
): Markup {
  const marks = figures.flatMap(({ interval, verdict }) =>
    interval === undefined || verdict === 'not-measurable' ? [] : [{ ...interval, verdict }],
  )
  const estimates = marks.map(({ estimate }) => estimate)
  const range =
    marks.length < 2
      ? undefined
      : html`<line class="range" x1="${x(Math.min(...estimates))}" x2="${x(Math.max(...estimates))}" y1="${y}" y2="${y}"/>`
  return html`${range}${marks.map(
    ({ estimate, high, low, verdict }) =>
      html`<g class="mark${verdict === 'resolved' ? '' : ' open'}"><line class="interval" x1="${x(low)}" x2="${x(high)}" y1="${y}" y2="${y}"/>${sign(x(estimate), y)}</g>`,
  )}`
}

/** The signs, in a line above the marks. */
function legend(groups: readonly Group[], left: number, right: number): Markup {
  let at = left + 6
  return html`<g class="key">${groups.map(({ label, sign }) => {
    const x = at
    at += textWidth(label, TEXT) + 30
    return at > right + 24
      ? undefined
      : html`${sign(x, 9)}<text class="axis start" x="${x + 10}" y="13">${label}</text>`
  })}</g>`
}
