/**
 * The page's one kind of chart: call shapes in lanes, what they are compared on in panels side by side,
 * all panels on one scale. A mark is a point with its interval, hollow where it is not resolved, its
 * value at the right. Drawn as text, so that it is the same when the page is built and in the page.
 */
import { cut, labelledTicks, textWidth } from '../../charts/index.js'
import { formatCount } from '../../phrases/index.js'
import { html, type Markup, responsive } from '../parts/markup.js'
import type { Mark, Measure } from './data.js'
import { markText, shortNs } from './mark-text.js'

export interface Lane {
  label: string
  /** Of its marks, by its name in the style sheet. */
  colour: string
  /** The row that its marks are of, where their particulars can be opened. */
  row?: string
}

interface Panel {
  label: string
  /** One a lane. */
  marks: ReadonlyArray<Mark | undefined>
  /** Of each lane: what two instances of one row differ by, as a distance from 1. */
  bands?: ReadonlyArray<number | undefined>
  cell?: string
}

export interface LaneChart {
  kind: Measure['kind']
  /** What the chart is called where it cannot be seen. */
  name: string
  lanes: readonly Lane[]
  panels: readonly Panel[]
}

const LANE = 19
const HEAD = 20
const AXIS = 22
/** Pixels between panels, and the least that a panel's marks have room in. */
const GAP = 18
const LEAST = 84
/** Of labels and values, and of what is bold as wide as if it were this large. */
const TEXT = 11
const BOLD = 12
/** The widest name of a panel that decides how many stand side by side; a wider one is cut. */
const NAME = 240
/** Pixels that stay free before the least mark. */
const INSET = 6

/** A chart for pages whose width is not known. */
export function lanesInWidths(chart: LaneChart): Markup {
  return responsive((width) => drawLanes(chart, width))
}

/** Draws a chart that is as wide as this, in pixels; panels that find no room stand below. */
export function drawLanes(chart: LaneChart, width: number): Markup {
  const { kind, lanes, name, panels } = chart
  const longest = Math.max(...lanes.map(({ label }) => textWidth(label, TEXT)), 28) + 12
  const left = Math.round(Math.min(longest, Math.max(96, width * 0.4)))
  const texts = panels.flatMap(({ marks }) =>
    marks.flatMap((mark) => (mark === undefined ? [] : [markText(mark, kind)])),
  )
  const value = Math.round(Math.max(...texts.map((text) => textWidth(text, TEXT)), 20) + 14)
  const room = width - left
  const names = Math.max(0, ...panels.map(({ label }) => textWidth(label, BOLD)))
  const least = Math.max(LEAST + value, Math.min(NAME, Math.ceil(names)))
  const most = Math.max(1, Math.floor((room + GAP) / (least + GAP)))
  const across = Math.ceil(panels.length / Math.ceil(panels.length / most))
  const panelWidth = Math.min(460, (room - GAP * (across - 1)) / across)
  const plot = Math.max(40, panelWidth - value)
  const scale = scaleOf(chart, plot)
  const end = left + across * (panelWidth + GAP) - GAP
  const middle = (line: number) => HEAD + (line + 0.5) * LANE
  let height = 0
  const bands = bandsOf(chart, across).map((band) => {
    const y = height
    height += HEAD + band.lanes.length * LANE + AXIS
    const labels = band.lanes.map((lane, line) =>
      laneLabel(lanes[lane].label, middle(line), left - 8, end),
    )
    const drawn = band.panels.map(
      (panel, at) =>
        html`<g transform="translate(${round(left + at * (panelWidth + GAP))} 0)">${drawPanel(panel, band.lanes)}</g>`,
    )
    return html`<g transform="translate(0 ${y})">${labels}${drawn}</g>`
  })
  return html`<svg xmlns="http://www.w3.org/2000/svg" class="lanes" role="img" aria-label="${name}" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${bands}</svg>`

  /** @param shown places of the lanes that are drawn, from the top. */
  function drawPanel(panel: Panel, shown: readonly number[]): Markup {
    const bottom = HEAD + shown.length * LANE
    const grid = scale.ticks.map(
      ({ at, label: words, strong }) =>
        html`<line class="${strong ? 'one' : 'tick'}" x1="${round(at)}" x2="${round(at)}" y1="${HEAD}" y2="${bottom}"/><text class="axis" x="${round(at)}" y="${bottom + 14}">${words}</text>`,
    )
    const noise = shown.map((lane, line) => {
      const band = panel.bands?.[lane]
      if (band === undefined || kind !== 'ratio') return undefined
      const [from, to] = [scale.at(1 / (1 + band)), scale.at(1 + band)]
      return html`<rect class="band" x="${round(from)}" width="${round(Math.max(1, to - from))}" y="${HEAD + line * LANE}" height="${LANE}"/>`
    })
    const drawn = shown.map((lane, line) => {
      const mark = panel.marks[lane]
      return mark && drawMark(mark, lanes[lane], line, panel)
    })
    return html`<text class="head" x="0" y="13">${cutName(panel.label, BOLD, panelWidth)}</text>${noise}${grid}${drawn}`
  }

  function drawMark(mark: Mark, lane: Lane, line: number, { cell, label: panel }: Panel): Markup {
    const { colour, label, row } = lane
    const y = middle(line)
    const x = scale.at(mark.value)
    const text = markText(mark, kind)
    const [low, high] = [scale.at(mark.low ?? mark.value), scale.at(mark.high ?? mark.value)]
    const opens =
      cell === undefined || row === undefined
        ? undefined
        : html` data-cell="${cell}" data-row="${row}"`
    const note = mark.note === undefined ? '' : `. ${mark.note}`
    return html`<g class="mark${mark.open === undefined ? '' : ' open'}" style="color:var(--series-${colour})"${opens}><title>${panel}, ${label}: ${text}${note}</title><rect class="hit" x="0" y="${y - LANE / 2}" width="${round(panelWidth)}" height="${LANE}"/>${
      mark.from === undefined
        ? undefined
        : html`<line class="from" x1="${round(scale.at(mark.from))}" x2="${round(x)}" y1="${y}" y2="${y}"/>`
    }${
      mark.low === undefined
        ? undefined
        : html`<line class="interval" x1="${round(low)}" x2="${round(high)}" y1="${y}" y2="${y}"/>`
    }<circle cx="${round(x)}" cy="${y}" r="4"/><text class="value" x="${round(plot + 10)}" y="${y + 4}">${text}</text></g>`
  }
}

/** A lane's name and its line to `end`; a name that is wider than `room` is cut, and whole where one points. */
export function laneLabel(label: string, y: number, room: number, end: number): Markup {
  return html`<line class="lane" x1="0" x2="${round(end)}" y1="${y}" y2="${y}"/><text class="label" x="0" y="${y + 4}">${cutName(label, TEXT, room)}</text>`
}

function cutName(name: string, size: number, room: number): Markup {
  const shown = cut(name, size, room)
  return html`${shown}${shown === name ? undefined : html`<title>${name}</title>`}`
}

/** Panels that stand side by side, and the places of the lanes that have a mark in one of them. */
function bandsOf(
  { lanes, panels }: LaneChart,
  across: number,
): Array<{ lanes: number[]; panels: readonly Panel[] }> {
  return panels.flatMap((_, from) => {
    if (from % across !== 0) return []
    const own = panels.slice(from, from + across)
    const marked = [...lanes.keys()].filter((lane) => own.some(({ marks }) => marks[lane]))
    return [{ lanes: marked, panels: own }]
  })
}

interface Scale {
  at(value: number): number
  ticks: Array<{ at: number; label: string; strong: boolean }>
}

/** A distance from 1 that a scale of ratios always shows, so that noise does not look large. */
const LEAST_RATIO = 1.15
/** The share of an axis that 0 has for itself, where counts are among others 0. */
const ZERO = 0.14

/** One scale for all panels of a chart: logarithmic, since all that is compared is a ratio or spans many. */
function scaleOf({ kind, panels }: LaneChart, plot: number): Scale {
  const marks = panels.flatMap(({ marks: all }) => all.flatMap((mark) => mark ?? []))
  const values = marks.flatMap((mark) => [
    mark.value,
    ...(mark.open === 'not-measurable' ? [] : [mark.low ?? mark.value, mark.high ?? mark.value]),
    mark.from ?? mark.value,
  ])
  const above = values.filter((value) => value > 0)
  if (kind === 'ratio') above.push(1 / LEAST_RATIO, LEAST_RATIO)
  if (above.length === 0) above.push(1)
  const [least, most] = [Math.min(...above), Math.max(...above)]
  const margin = most / least < 1.1 ? 1.5 : 1.06
  const [low, high] = [least / margin, most * margin]
  const hasZero = values.some((value) => value <= 0)
  const start = hasZero ? ZERO * plot : INSET
  const at = (value: number) => {
    if (value <= 0) return INSET
    const share = Math.log(value / low) / Math.log(high / low)
    return start + Math.min(1, Math.max(0, share)) * (plot - start)
  }
  const labelOf = (tick: number) => tickLabel(tick, kind)
  const ticks = labelledTicks([low, high], plot - start, labelOf).map((tick) => ({
    at: at(tick),
    label: labelOf(tick),
    strong: kind === 'ratio' && tick === 1,
  }))
  if (hasZero) ticks.unshift({ at: INSET, label: '0', strong: false })
  return { at, ticks }
}

function tickLabel(tick: number, kind: LaneChart['kind']): string {
  if (kind === 'ns') return shortNs(tick)
  if (kind === 'ratio') return `${tick}`
  return tick >= 10_000 ? `${formatCount(tick / 1000)}k` : `${tick}`
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10
}
