/** Charts as SVG. */
import type { TopLevelSpec } from 'vega-lite'
import { canvasMissing } from './canvas.js'
import { withView } from './view.js'

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
  const measured = !options.estimateText && (await canvasMissing()) === undefined
  return withView(spec, measured, (view) => view.toSVG())
}
