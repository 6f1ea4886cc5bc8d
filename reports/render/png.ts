/** Charts as PNG, by node-canvas. */
import type { TopLevelSpec } from 'vega-lite'
import { type CanvasLoader, loadCanvas } from './canvas.js'
import { chartView } from './view.js'

/** Pixels of the picture for one of the chart. */
const SCALE = 2

/**
 * Renders a chart as a PNG file's bytes.
 *
 * @throws {CanvasMissing} where node-canvas cannot be loaded.
 */
export async function toPng(spec: TopLevelSpec, load?: CanvasLoader): Promise<Buffer> {
  await loadCanvas(load)
  const view = chartView(spec)
  try {
    // Vega types a browser's canvas; outside one it hands back node-canvas's own.
    const canvas = (await view.toCanvas(SCALE)) as unknown as import('canvas').Canvas
    const png = canvas.toBuffer('image/png')
    // Gives the pixels back at once: they outlive the view otherwise.
    canvas.width = 0
    canvas.height = 0
    return png
  } finally {
    view.finalize()
  }
}
