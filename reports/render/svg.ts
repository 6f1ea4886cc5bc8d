/** Charts as SVG. */
import * as vega from 'vega'
import type { TopLevelSpec } from 'vega-lite'
import { CanvasMissing, loadCanvas } from './canvas.js'
import { chartView } from './view.js'

/** How an SVG is rendered. */
export interface SvgOptions {
  /**
   * Estimates widths of text instead of measuring them, so that the same spec gives the same bytes
   * on every machine: for snapshots. Margins come out wider.
   */
  estimateText?: boolean
}

/** Renders a chart as an SVG document. Without node-canvas, text is estimated. */
export async function toSvg(spec: TopLevelSpec, options: SvgOptions = {}): Promise<string> {
  vega.textMetrics.canvas(!options.estimateText && (await canMeasure()))
  const view = chartView(spec)
  try {
    return await view.toSVG()
  } finally {
    view.finalize()
    vega.textMetrics.canvas(true)
  }
}

async function canMeasure(): Promise<boolean> {
  try {
    await loadCanvas()
    return true
  } catch (error) {
    if (error instanceof CanvasMissing) return false
    throw error
  }
}
