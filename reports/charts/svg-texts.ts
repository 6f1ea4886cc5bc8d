/** For tests of charts: the texts of an SVG, and where they stand in the picture. */

import { loadCanvas } from './render/index.js'

/** A line of text and the box that it takes, in pixels of the picture. */
export interface PlacedText {
  text: string
  fill: string
  /** Classes of the group that it is a part of: `mark-text role-axis-label`. */
  role: string
  left: number
  right: number
  top: number
  bottom: number
}

/** A text's height above the baseline, as a share of its size. */
const HEIGHT = 0.74

/** Measures a line of text, in pixels. */
export type Measure = (text: string, size: number, bold: boolean) => number

/** Measures with the project's font. */
export async function measureWithCanvas(): Promise<Measure> {
  const { createCanvas } = await loadCanvas()
  const context = createCanvas(1, 1).getContext('2d')
  const known = new Map<string, number>()
  return (text, size, bold) => {
    const font = `${bold ? 'bold ' : ''}${size}px DejaVu Sans`
    const key = `${font} ${text}`
    const width = known.get(key)
    if (width !== undefined) return width
    context.font = font
    const measured = context.measureText(text).width
    known.set(key, measured)
    return measured
  }
}

interface Place {
  x: number
  y: number
  turned: boolean
}

/** All texts, line by line, of an SVG as Vega writes it. */
export function svgTexts(svg: string, measure: Measure): PlacedText[] {
  const found: PlacedText[] = []
  const places: Place[] = [{ x: 0, y: 0, turned: false }]
  const roles: string[] = ['']
  let text: { attributes: string; place: Place } | undefined
  let line = { x: 0, y: 0 }
  for (const [token, closing, name, attributes = '', empty] of svg.matchAll(
    /<(\/?)(g|text|tspan)\b([^>]*?)(\/?)>|[^<]+|<[^>]*>/g,
  )) {
    if (closing === '/') {
      if (name === 'g') {
        places.pop()
        roles.pop()
      }
      if (name === 'text') text = undefined
    } else if (name === 'g' && empty !== '/') {
      places.push(moved(places.at(-1), attributes))
      roles.push(attributeOf(attributes, 'class') ?? roles.at(-1) ?? '')
    } else if (name === 'text' && empty !== '/') {
      text = { attributes, place: moved(places.at(-1), attributes) }
      line = {
        x: Number(attributeOf(attributes, 'x') ?? 0),
        y: Number(attributeOf(attributes, 'y') ?? 0),
      }
    } else if (name === 'tspan') {
      line = { x: line.x, y: line.y + Number(attributeOf(attributes, 'dy') ?? 0) }
    } else if (text !== undefined && !token.startsWith('<')) {
      found.push(placed(token, text, line, roles.at(-1) ?? '', measure))
    }
  }
  return found.filter(({ text: words }) => words.trim() !== '' && words !== '\u200b')
}

function placed(
  token: string,
  { attributes, place }: { attributes: string; place: Place },
  line: { x: number; y: number },
  role: string,
  measure: Measure,
): PlacedText {
  const words = token.replace(/&(?:\w+|#\d+);/g, '&')
  const size = Number.parseFloat(attributeOf(attributes, 'font-size') ?? '11')
  const bold = attributeOf(attributes, 'font-weight') === 'bold'
  const width = measure(words, size, bold)
  const anchor = attributeOf(attributes, 'text-anchor') ?? 'start'
  const before = { start: 0, middle: width / 2, end: width }[anchor] ?? 0
  const along = [line.x - before, line.x - before + width] as const
  const across = [line.y - size * HEIGHT, line.y] as const
  const [left, right, top, bottom] = place.turned
    ? [place.x + across[0], place.x + across[1], place.y - along[1], place.y - along[0]]
    : [place.x + along[0], place.x + along[1], place.y + across[0], place.y + across[1]]
  return {
    text: words,
    fill: attributeOf(attributes, 'fill') ?? '',
    role,
    left,
    right,
    top,
    bottom,
  }
}

/** Where an element's own origin is, by its transform; texts are turned by a quarter or not at all. */
function moved(from: Place | undefined, attributes: string): Place {
  let { x, y, turned } = from ?? { x: 0, y: 0, turned: false }
  for (const [, kind, values = ''] of (attributeOf(attributes, 'transform') ?? '').matchAll(
    /(translate|rotate)\(([^)]*)\)/g,
  )) {
    const [one = 0, other = 0] = values.split(',').map(Number)
    if (kind === 'rotate') turned = one === -90
    else if (turned) [x, y] = [x + other, y - one]
    else [x, y] = [x + one, y + other]
  }
  return { x, y, turned }
}

function attributeOf(attributes: string, name: string): string | undefined {
  return new RegExp(`\\s${name}="([^"]*)"`).exec(attributes)?.[1]
}

/** Whether two texts stand on one another, by more than a pixel either way. */
export function overlap(a: PlacedText, b: PlacedText): boolean {
  const across = Math.min(a.right, b.right) - Math.max(a.left, b.left)
  const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
  return across > 1 && down > 1
}
