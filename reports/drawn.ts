/** Charts drawn once, for all that shows them: drawing is what costs time in a report. */
import type { Spec } from 'vega'
import type { TopLevelSpec } from 'vega-lite'
import type { Analysis } from '../results/analysis/types.js'
import { CHARTS, type Chart } from './charts/index.js'
import {
  type CanvasLoader,
  type CanvasMissing,
  compileChart,
  toPictures,
  toSvg,
} from './render/index.js'

/** A chart that the analysis has figures for. */
export interface DrawnChart {
  chart: Chart
  /** What a live chart is made from; it is not to be changed. */
  compiled: Spec
  svg: string
}

/** A chart with a PNG, or with the reason why there is none. */
export interface PicturedChart extends DrawnChart {
  png: Buffer | CanvasMissing
}

/** All charts that there is something to draw for, in their order. */
export async function drawCharts(analysis: Analysis): Promise<DrawnChart[]> {
  const drawn: DrawnChart[] = []
  for (const { chart, spec } of specs(analysis)) {
    drawn.push({ chart, svg: await toSvg(spec), compiled: await compileChart(spec) })
  }
  return drawn
}

/** As `drawCharts`, with PNGs. They are encoded while the next chart is drawn. */
export async function drawPictures(
  analysis: Analysis,
  load?: CanvasLoader,
): Promise<PicturedChart[]> {
  const drawn: Array<Promise<PicturedChart>> = []
  for (const { chart, spec } of specs(analysis)) {
    const { svg, png } = await toPictures(spec, load)
    const compiled = await compileChart(spec)
    drawn.push(png.then((bytes) => ({ chart, svg, compiled, png: bytes })))
  }
  return Promise.all(drawn)
}

function* specs(analysis: Analysis): Generator<{ chart: Chart; spec: TopLevelSpec }> {
  for (const chart of CHARTS) {
    const spec = chart.spec(analysis)
    if (spec !== undefined) yield { chart, spec }
  }
}
