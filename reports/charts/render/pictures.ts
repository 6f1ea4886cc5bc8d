/** Charts as SVG and PNG, of one view: to make a view and run it takes longer than to draw it. */
import type { TopLevelSpec } from 'vega-lite'
import { type CanvasLoader, type CanvasMissing, canvasMissing } from './canvas.js'
import { encodePng, SCALE } from './png.js'
import { withView } from './view.js'

/** A chart's pictures. */
export interface Pictures {
  /** An SVG document. */
  svg: string
  /** A PNG file's bytes, which are encoded beside whatever is drawn next; why there are none; nothing where none was asked for. */
  png: Promise<Buffer | CanvasMissing | undefined>
}

/** As `Pictures`, where both were asked for. */
interface Both extends Pictures {
  png: Promise<Buffer | CanvasMissing>
}

/** What is drawn, and with what. */
export interface Drawing {
  /** How node-canvas is loaded: an SVG takes the widths of its texts from it too. */
  load?: CanvasLoader
  /** No PNGs: one takes several times as long as its SVG. */
  svgsOnly?: boolean
}

/** Draws a chart as both. Without node-canvas there is no PNG. */
export function toPictures(spec: TopLevelSpec, drawing?: Pick<Drawing, 'load'>): Promise<Both>
export function toPictures(spec: TopLevelSpec, drawing?: Drawing): Promise<Pictures>
export async function toPictures(spec: TopLevelSpec, drawing: Drawing = {}): Promise<Pictures> {
  const { load, svgsOnly = false } = drawing
  const missing = await canvasMissing(load)
  return withView(spec, async (view) => {
    const svg = await view.toSVG()
    if (svgsOnly) return { svg, png: Promise.resolve(undefined) }
    if (missing !== undefined) return { svg, png: Promise.resolve(missing) }
    // Vega types a browser's canvas; outside one it hands back node-canvas's own.
    const canvas = (await view.toCanvas(SCALE)) as unknown as import('canvas').Canvas
    return { svg, png: encodePng(canvas) }
  })
}
