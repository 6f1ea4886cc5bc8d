/**
 * Pictures laid out in pixels. Vega-Lite draws them and lays nothing out: many panels of its own take it
 * ten times as long, and would be as wide as a machine's fonts make them.
 */
import type { TopLevelSpec } from 'vega-lite'
import { FONT, type Theme } from './theme.js'

/** A straight line. Pixels from the picture's left and top, as all that follow. */
export interface Stroke {
  x: number
  y: number
  x2: number
  y2: number
  colour: string
  /** 1 where it is not told. */
  width?: number
  opacity?: number
  dash?: readonly number[]
}

export interface Point {
  x: number
  y: number
  /** Square pixels, as Vega has it. */
  size: number
  symbol: string
  colour: string
  fill: string
  /** What it stands for, which tests and those who read a spec look for. */
  figure: {
    shape: string
    value: number
    low: number | undefined
    high: number | undefined
    /** The panel. */
    at: string
  }
}

export interface Text {
  x: number
  /** Of its baseline. */
  y: number
  text: string
  size: number
  colour: string
  align?: 'left' | 'right' | 'center'
  bold?: boolean
}

export interface Picture {
  width: number
  height: number
  strokes: Stroke[]
  points: Point[]
  texts: Text[]
}

/**
 * A picture as a spec; later kinds of mark stand on earlier ones. Vega-Lite's own type is too wide for
 * TypeScript to hold parts against that were built apart; whatever Vega-Lite would warn of fails the
 * tests of charts.
 */
export function pictureSpec(description: string, picture: Picture, theme: Theme): TopLevelSpec {
  const { height, points, strokes, texts, width } = picture
  const { background } = theme
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    description,
    // Names on every mark would only make the file three times as large.
    config: { font: FONT, background, aria: false, view: { stroke: null } },
    width,
    height: Math.ceil(height),
    padding: 0,
    autosize: 'none',
    layer: [
      ...[false, true].flatMap((isDashed) => {
        const own = strokes.filter(({ dash }) => (dash !== undefined) === isDashed)
        if (own.length === 0) return []
        return [
          {
            data: { values: own.map(rounded) },
            mark: { type: 'rule', strokeCap: 'butt' },
            encoding: {
              x: at('x'),
              y: at('y'),
              x2: { field: 'x2' },
              y2: { field: 'y2' },
              stroke: literal('colour'),
              strokeWidth: number('width'),
              opacity: number('opacity'),
              ...(isDashed && { strokeDash: literal('dash') }),
            },
          },
        ]
      }),
      {
        data: { values: points.map(rounded) },
        mark: { type: 'point', strokeWidth: 1.5, opacity: 1 },
        encoding: {
          x: at('x'),
          y: at('y'),
          size: number('size'),
          shape: literal('symbol'),
          stroke: literal('colour'),
          fill: literal('fill'),
        },
      },
      ...(['left', 'right', 'center'] as const).flatMap((align) =>
        [true, false].flatMap((bold) => {
          const own = texts.filter(
            (text) => (text.align ?? 'left') === align && (text.bold ?? false) === bold,
          )
          if (own.length === 0) return []
          return [
            {
              data: { values: own.map(({ align: _, bold: __, ...text }) => rounded(text)) },
              mark: {
                type: 'text',
                align,
                baseline: 'alphabetic',
                ...(bold && { fontWeight: 'bold' }),
              },
              encoding: {
                x: at('x'),
                y: at('y'),
                text: { field: 'text' },
                size: number('size'),
                color: literal('colour'),
              },
            },
          ]
        }),
      ),
    ],
  } as object as TopLevelSpec
}

function at(field: string): object {
  return { field, type: 'quantitative', scale: null, axis: null }
}

function number(field: string): object {
  return { field, type: 'quantitative', scale: null }
}

function literal(field: string): object {
  return { field, type: 'nominal', scale: null }
}

/** A tenth of a pixel is as fine as anybody sees. */
function rounded<T extends object>(mark: T): T {
  const defaults = 'x2' in mark ? { width: 1, opacity: 1 } : {}
  const numbers: Record<string, unknown> = {}
  Object.assign(numbers, defaults, mark)
  for (const name in numbers) {
    const value = numbers[name]
    if (typeof value === 'number' && name !== 'opacity') numbers[name] = Math.round(value * 10) / 10
  }
  return numbers as T
}
