/** For tests of charts: where the texts of a spec stand in its picture. */
import type { TopLevelSpec } from 'vega-lite'
import type { Text } from './picture.js'
import { loadCanvas } from './render/index.js'

/** A line of text and the box that it takes, in pixels of the picture. */
export interface TextBox {
  text: string
  colour: string
  size: number
  left: number
  right: number
  top: number
  bottom: number
}

/** A text's height above the baseline, as a share of its size. */
const HEIGHT = 0.74

/** Texts of a kind, as `pictureSpec` writes them. */
interface TextLayer {
  data: { values: Text[] }
  mark: { type: 'text'; align: 'left' | 'right' | 'center'; fontWeight?: 'bold' }
}

/** What finds the boxes, by the widths that texts have in the project's font. */
export async function textMeasure(): Promise<(spec: TopLevelSpec) => TextBox[]> {
  const { createCanvas } = await loadCanvas()
  const context = createCanvas(1, 1).getContext('2d')
  return (spec) => {
    const { layer } = spec as object as { layer: Array<TextLayer | { mark: { type: 'point' } }> }
    return layer.flatMap((texts) => {
      if (!('data' in texts) || texts.mark.type !== 'text') return []
      const { align, fontWeight } = texts.mark
      return texts.data.values
        .filter(({ text }) => text.trim() !== '')
        .map(({ colour, size, text, x, y }) => {
          context.font = `${fontWeight ?? ''} ${size}px DejaVu Sans`
          const { width } = context.measureText(text)
          const left = x - { left: 0, center: width / 2, right: width }[align]
          const top = y - size * HEIGHT
          return { text, colour, size, left, right: left + width, top, bottom: y }
        })
    })
  }
}

/** Whether two texts stand on one another, by more than a pixel either way. */
export function overlap(a: TextBox, b: TextBox): boolean {
  const across = Math.min(a.right, b.right) - Math.max(a.left, b.left)
  const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
  return across > 1 && down > 1
}
