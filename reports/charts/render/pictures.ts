/** Charts as SVG and PNG, of one view: to make a view and run it takes longer than to draw it. */
import type { Canvas } from 'canvas'
import type { TopLevelSpec } from 'vega-lite'
import { type CanvasLoader, CanvasMissing, loadCanvas } from './canvas.js'
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
  const missing = await loadCanvas(load).then(
    () => undefined,
    (error: unknown) => {
      if (error instanceof CanvasMissing) return error
      throw error
    },
  )
  return withView(spec, async (view) => {
    const svg = await view.toSVG()
    if (missing !== undefined) return { svg, png: Promise.resolve(missing) }
    // Vega types a browser's canvas; outside one it hands back node-canvas's own.
    const canvas = (await view.toCanvas(SCALE)) as unknown as Canvas
    return { svg, png: encodePng(canvas) }
  })
}

/** A chart as an SVG document alone: a PNG takes several times as long. */
export function toSvg(spec: TopLevelSpec): Promise<string> {
  return withView(spec, (view) => view.toSVG())
}

/** Pixels of the picture for one of the chart. */
const SCALE = 2

/**
 * What libpng is to do. Without filters (its PNG_FILTER_NONE) it takes a sixth of the time and comes out
 * smaller, since charts are flat; at zlib's own level, 6, four times as long for a fifth less.
 */
const ENCODING = { compressionLevel: 3, filters: 0x08 } as const

/** Encodes a canvas as a PNG file's bytes, on a thread of its own, and empties it. */
async function encodePng(canvas: Canvas): Promise<Buffer> {
  const png = await new Promise<Buffer>((resolve, reject) => {
    const done = (error: Error | null, bytes: Buffer) => (error ? reject(error) : resolve(bytes))
    canvas.toBuffer(done, 'image/png', ENCODING)
  })
  // Gives the pixels back at once: they outlive the view otherwise.
  canvas.width = 0
  canvas.height = 0
  return png
}
