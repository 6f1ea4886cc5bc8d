/** Charts as SVG and PNG, of one view: to make a view and run it takes longer than to draw it. */
import type { TopLevelSpec } from 'vega-lite'
import { type CanvasLoader, type CanvasMissing, canvasMissing } from './canvas.js'
import { encodePng, SCALE } from './png.js'
import { withView } from './view.js'

/** A chart's pictures. */
export interface Pictures {
  /** An SVG document. */
  svg: string
  /** A PNG file's bytes, which are encoded beside whatever is drawn next; or why there are none. */
  png: Promise<Buffer | CanvasMissing>
}

/** Draws a chart as both. Without node-canvas there is no PNG. */
export async function toPictures(spec: TopLevelSpec, load?: CanvasLoader): Promise<Pictures> {
  const missing = await canvasMissing(load)
  return withView(spec, async (view) => {
    const svg = await view.toSVG()
    if (missing !== undefined) return { svg, png: Promise.resolve(missing) }
    // Vega types a browser's canvas; outside one it hands back node-canvas's own.
    const canvas = (await view.toCanvas(SCALE)) as unknown as import('canvas').Canvas
    return { svg, png: encodePng(canvas) }
  })
}
