/**
 * Call shapes in lanes, what they were measured on in panels side by side. All panels of a chart are on
 * one scale, so that they can be compared; every value stands at the right of its panel.
 */
import type { TopLevelSpec } from 'vega-lite'
import { labelledTicks } from './log-axis.js'
import type { Mark } from './mark.js'
import { type Kind, rowFrom, scaleOf } from './panels.js'
import { pictureSpec } from './picture.js'
import { closeSheet, MARGIN, openSheet, SHEET, SMALL, type WordSizes, type Words } from './sheet.js'
import { cut, textLines, textWidth } from './text-width.js'
import { seriesStyle, type Theme } from './theme.js'

export interface Lane {
  label: string
  /** What its colour is of. */
  shape: string
}

export interface LaneRow {
  /** What tells it from the other rows; nothing where it is alone. */
  title?: string
  lanes: readonly Lane[]
  /** One a column: marks by lane. */
  marks: ReadonlyArray<ReadonlyArray<Mark | undefined>>
}

interface LaneChart extends Words {
  kind: Kind
  /** Headings of columns, in lines. */
  columns: ReadonlyArray<readonly string[]>
  rows: readonly LaneRow[]
}

/** How large everything is drawn. */
export interface LaneSizes {
  /** Pixels of a lane. */
  lane: number
  /** Of labels and values. */
  text: number
  /** Square pixels of a point. */
  point: number
  words?: WordSizes
  /** The widest panel. */
  widest: number
}

/** Wider panels would leave too long a way from a name to its value. */
const SIZES: LaneSizes = { lane: 18, text: SMALL, point: 40, widest: 330 }

/** Pixels between panels, beside a value, and between rows. */
const GAP = 18
const BESIDE = 10
const BETWEEN = 24
/** Columns that find room side by side; more stand below. */
const ACROSS = 9
/** The longest name of a lane, in heights of its letters. */
const NAME = 21
/** Pixels of the scale beneath a panel. */
const AXIS = 16

/** A chart of marks in lanes. */
export function lanesSpec(
  chart: LaneChart,
  theme: Theme,
  { lane, point, text, widest, words }: LaneSizes = SIZES,
): TopLevelSpec {
  const { columns, kind, rows } = chart
  const { picture, top } = openSheet(chart, theme, words)
  const marks = rows.flatMap((row) => row.marks.flatMap((column) => column.flatMap((m) => m ?? [])))
  const name = ({ label }: Lane) => cut(label, text, NAME * text)
  const names = rows.flatMap(({ lanes }) => lanes.map(name))
  const left = MARGIN + Math.max(...names.map((one) => textWidth(one, text))) + 12
  const bands = Math.ceil(columns.length / ACROSS)
  const across = Math.ceil(columns.length / bands)
  const room = SHEET - MARGIN - left - (across - 1) * GAP
  const width = Math.min(widest, room / across)
  const value = Math.max(
    ...marks.flatMap((mark) => [textWidth(mark.text, text), textWidth(mark.note ?? '', SMALL)]),
  )
  const scale = scaleOf(kind, marks, { length: width - value - BESIDE, beyond: 0.1, margin: 4 })
  const ticks = labelledTicks(scale.domain, scale.length)
  const heads = columns.map((lines) => headLines(lines, width, text))
  let y = top
  for (const row of rows) {
    y = rowFrom(picture, row.title, y, theme)
    for (let band = 0; band < bands; band++) {
      y = drawBand(row, band * across, y) + BETWEEN
    }
  }
  closeSheet(picture, y - BETWEEN + 4, chart, theme, words)
  return pictureSpec(chart.title, picture, theme)

  /** One row's panels side by side; returns where they end. */
  function drawBand(row: LaneRow, from: number, start: number): number {
    const shown = heads.slice(from, from + across)
    const lines = Math.max(...shown.map((head) => head.length))
    const first = start + (lines - 1) * (text + 3) + 8
    const bottom = first + row.lanes.length * lane
    const middle = (at: number) => first + (at + 0.5) * lane
    row.lanes.forEach((one, at) => {
      picture.texts.push({
        x: left - 12,
        y: middle(at) + text * 0.36,
        text: name(one),
        size: text,
        colour: theme.ink,
        align: 'right',
      })
    })
    shown.forEach((head, nth) => {
      const x = left + nth * (width + GAP)
      head.forEach((line, at) => {
        // A heading of fewer lines stands near its panel.
        const down = lines - head.length + at
        picture.texts.push({
          x,
          y: start + down * (text + 3),
          text: line,
          size: text,
          colour: at === 0 ? theme.ink : theme.muted,
          ...(at === 0 && { bold: true }),
        })
      })
      drawGrid(x, first, bottom)
      row.lanes.forEach((_, at) => {
        picture.strokes.push({
          x,
          x2: x + width,
          y: middle(at),
          y2: middle(at),
          colour: theme.grid,
          opacity: 0.6,
        })
      })
      const column = row.marks[from + nth] ?? []
      const panel = [...head, ...(row.title === undefined ? [] : [row.title])].join(' ')
      drawMarks(row, column, x, panel, middle)
    })
    return bottom + AXIS
  }

  function drawGrid(x: number, from: number, to: number): void {
    for (const tick of ticks) {
      const at = x + scale.at(tick)
      const colour = kind === 'ratio' && tick === 1 ? theme.muted : theme.grid
      picture.strokes.push({ x: at, x2: at, y: from, y2: to + 3, colour })
      const label = { x: at, y: to + AXIS - 2, text: `${tick}`, size: SMALL, colour: theme.muted }
      picture.texts.push({ ...label, align: 'center' })
    }
  }

  function drawMarks(
    { lanes }: LaneRow,
    column: ReadonlyArray<Mark | undefined>,
    x: number,
    panel: string,
    middle: (at: number) => number,
  ): void {
    const shapes = lanes.map(({ shape }) => shape)
    const { colours } = seriesStyle(shapes, theme)
    column.forEach((mark, at) => {
      if (mark === undefined) return
      const y = middle(at)
      const colour = colours[at] ?? theme.ink
      const { high, low, note, open, text: words, value: known } = mark
      if (known !== undefined) {
        const place = x + scale.at(known)
        if (kind === 'ratio') {
          const one = x + scale.at(1)
          picture.strokes.push({ x: one, x2: place, y, y2: y, colour, opacity: 0.5 })
        }
        if (low !== undefined && high !== undefined) {
          const [from, to] = [x + scale.at(low), x + scale.at(high)]
          picture.strokes.push({ x: from, x2: to, y, y2: y, colour, width: 2.5 })
        }
        picture.points.push({
          x: place,
          y,
          size: point,
          symbol: 'circle',
          colour,
          fill: open ? theme.background : colour,
          figure: { shape: shapes[at] ?? '', value: known, low, high, at: panel },
        })
      }
      const right = { x: x + width, align: 'right' as const }
      const up = note === undefined ? 0 : SMALL / 2
      picture.texts.push({
        ...right,
        y: y + text * 0.36 - up,
        text: words,
        size: text,
        colour: theme.ink,
      })
      if (note !== undefined) {
        picture.texts.push({
          ...right,
          y: y + text * 0.36 + up + 2,
          text: note,
          size: SMALL,
          colour: theme.muted,
        })
      }
    })
  }
}

/** Up to four lines of a heading: the first as it is, the others broken to fit. */
function headLines(lines: readonly string[], width: number, size: number): string[] {
  const [first = '', ...rest] = lines
  const broken = rest.flatMap((line) => textLines(line, size, width))
  return [first, ...broken].slice(0, 4).map((line) => cut(line, size, width))
}
