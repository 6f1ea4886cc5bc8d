/**
 * A figure against the size of the buffer, a line for each call shape, directions side by side and whose
 * code it is one below the other, all on one scale. Intervals are bars; each line's name and its value
 * at the largest buffer stand at its right.
 */
import type { TopLevelSpec } from 'vega-lite'
import { apart } from './apart.js'
import { logTicks } from './log-axis.js'
import type { Mark } from './mark.js'
import { type Kind, rowFrom, scaleOf } from './panels.js'
import { pictureSpec } from './picture.js'
import { closeSheet, MARGIN, openSheet, SHEET, SMALL, type Words } from './sheet.js'
import { textWidth } from './text-width.js'
import { seriesStyle, type Theme } from './theme.js'

/** A call shape in one direction. */
export interface SizeLine {
  shape: string
  /** By size. */
  marks: ReadonlyArray<Mark | undefined>
  /** Its name with its last value, or what it is the same as. */
  label: string
  /** A limit, which is no call shape: dashed. */
  limit?: true
}

export interface SizeRow {
  /** What tells it from the other rows; nothing where it is alone. */
  title?: string
  /** What the line at 1 is, where there is one. */
  one?: string
  /** By direction. */
  panels: ReadonlyArray<readonly SizeLine[]>
}

interface SizeChart extends Words {
  kind: Kind
  sizes: readonly string[]
  directions: readonly string[]
  rows: readonly SizeRow[]
}

/** Pixels between panels and rows, between two names, and from the last size to the names. */
const GAP = 26
const BETWEEN = 20
const LEADING = 14
const LEADER = 22
/** Of a panel, by the number of rows. */
const LEAST_HEIGHTS = [260, 200]
const LEAST_HEIGHT = 150
const WIDEST = 560
/** Pixels of the scale's labels, and of a line of sizes. */
const SCALE = 34
const SIZES = 15
/** Lines of sizes; of more, only so many sizes have a label. */
const MOST_LINES = 4
/** The first and the last size stand so much of a step from the ends. */
const END = 0.4
const POINT = 30

/** A chart of lines over sizes. */
export function bySizeSpec(chart: SizeChart, theme: Theme): TopLevelSpec {
  const { directions, kind, rows, sizes } = chart
  const { picture, top } = openSheet(chart, theme)
  const lines = rows.flatMap(({ panels }) => panels.flat())
  const marks = lines.flatMap((line) => line.marks.flatMap((mark) => mark ?? []))
  const labels = [...lines.map(({ label }) => label), ...rows.map(({ one = '' }) => one)]
  const right = Math.max(...labels.map((label) => textWidth(label, SMALL))) + LEADER
  const room = SHEET - 2 * MARGIN - SCALE - (directions.length - 1) * GAP
  const width = Math.min(WIDEST, room / directions.length)
  const plot = width - right
  const step = plot / (sizes.length - 1 + 2 * END)
  const most = Math.max(...rows.flatMap(({ panels }) => panels.map((own) => own.length))) + 1
  const height = Math.max(LEAST_HEIGHTS[rows.length - 1] ?? LEAST_HEIGHT, most * LEADING)
  const scale = scaleOf(kind, marks, { length: height, beyond: 0.15 })
  const ticks = logTicks(scale.domain, height, 20)
  const needed = linesOfSizes(sizes, step)
  const every = Math.ceil(needed / MOST_LINES)
  const below = Math.ceil(needed / every)
  let y = top
  for (const row of rows) {
    y = rowFrom(picture, row.title, y, theme)
    row.panels.forEach((own, at) => {
      drawPanel(row, own, at, y + 8)
    })
    y += 8 + height + below * SIZES + 4 + BETWEEN
  }
  closeSheet(picture, y - BETWEEN, chart, theme)
  return pictureSpec(chart.title, picture, theme)

  function drawPanel(
    { one, panels, title }: SizeRow,
    own: readonly SizeLine[],
    nth: number,
    from: number,
  ) {
    const { points, strokes, texts } = picture
    const x = MARGIN + SCALE + nth * (width + GAP)
    const up = (value: number) => from + height - scale.at(value)
    const direction = directions[nth] ?? ''
    texts.push({ x, y: from - 8, text: direction, size: 12, colour: theme.ink, bold: true })
    for (const tick of ticks) {
      const isOne = tick === 1 && one !== undefined
      const place = { x, x2: x + plot, y: up(tick), y2: up(tick) }
      strokes.push({ ...place, colour: isOne ? theme.muted : theme.grid })
      const label = {
        y: up(tick) + 4,
        text: tick < 1e4 ? `${tick}` : `${tick / 1e3}k`,
        size: SMALL,
        colour: theme.muted,
      }
      texts.push({ ...label, x: x - 6, align: 'right' })
    }
    sizes.forEach((size, at) => {
      if (at % every !== 0) return
      const line = 1 + ((at / every) % below)
      const label = { x: x + place(at), y: from + height + line * SIZES, text: size, size: SMALL }
      texts.push({ ...label, colour: theme.muted, align: 'center' })
    })
    // A shape looks alike in all directions.
    const shapes = [...new Set(panels.flatMap((all) => all.map(({ shape }) => shape)))]
    const styles = seriesStyle(shapes, theme)
    const named: Array<{ x: number; y: number; text: string; colour: string }> = []
    own.forEach((line, rank) => {
      const style = shapes.indexOf(line.shape)
      const colour = line.limit ? theme.muted : (styles.colours[style] ?? theme.ink)
      // A little apart, so that where lines meet each still shows.
      const aside = (rank - (own.length - 1) / 2) * Math.min(3, (0.5 * step) / own.length)
      let before: { x: number; y: number; across: boolean } | undefined
      line.marks.forEach((mark, at) => {
        if (mark?.value === undefined) return
        const { across, high, low, open, value } = mark
        const here = { x: x + place(at) + aside, y: up(value), across }
        // No line joins what frees its tables to what keeps them.
        if (before !== undefined && before.across === across) {
          strokes.push({
            x: before.x,
            y: before.y,
            x2: here.x,
            y2: here.y,
            colour,
            width: line.limit ? 1 : 1.5,
            opacity: 0.8,
            ...(line.limit && { dash: [4, 3] }),
          })
        }
        if (low !== undefined && high !== undefined) {
          strokes.push({ x: here.x, x2: here.x, y: up(low), y2: up(high), colour, width: 2.5 })
        }
        points.push({
          x: here.x,
          y: here.y,
          colour,
          size: line.limit ? 8 : POINT,
          symbol: line.limit ? 'circle' : (styles.symbols[style] ?? 'circle'),
          fill: open ? theme.background : colour,
          figure: {
            shape: line.shape,
            value,
            low,
            high,
            at: [sizes[at], direction, ...(title === undefined ? [] : [title])].join(' '),
          },
        })
        before = here
      })
      if (before !== undefined) named.push({ x: before.x, y: before.y, text: line.label, colour })
    })
    if (one !== undefined) named.push({ x: x + plot, y: up(1), text: one, colour: theme.muted })
    const places = apart(
      named.map((name) => name.y - from),
      LEADING,
      height,
    )
    const end = x + plot
    const to = end + LEADER - 6
    named.forEach(({ colour, text, ...last }, at) => {
      const y = from + places[at]
      // Level to the end of the panel, so that it crosses no other line there.
      strokes.push(
        { x: last.x, y: last.y, x2: Math.max(last.x, end), y2: last.y, colour, opacity: 0.35 },
        { x: Math.max(last.x, end), y: last.y, x2: to, y2: y, colour, opacity: 0.6 },
      )
      texts.push({ x: to + 4, y: y + 4, text, size: SMALL, colour: theme.ink })
    })
  }

  /** Of a size, from the panel's left. */
  function place(at: number): number {
    return (at + END) * step
  }
}

/** Lines that labels of sizes take, so that none touches another. */
function linesOfSizes(sizes: readonly string[], step: number): number {
  const widest = Math.max(...sizes.map((size) => textWidth(size, SMALL)))
  return Math.max(1, Math.ceil((widest + 5) / step))
}
