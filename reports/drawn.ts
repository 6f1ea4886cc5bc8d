/** Charts drawn once, for all that shows them: drawing is what costs time in a report. */
import type { TopLevelSpec } from 'vega-lite'
import type { Analysis } from '../results/analysis/types.js'
import { CHARTS, type Chart } from './charts/index.js'
import { toSvg } from './render/index.js'

/** A chart that the analysis has figures for. */
export interface DrawnChart {
  chart: Chart
  spec: TopLevelSpec
  svg: string
}

/** All charts that there is something to draw for, in their order. */
export async function drawCharts(analysis: Analysis): Promise<DrawnChart[]> {
  const drawn: DrawnChart[] = []
  // One after the other: how text is measured is a setting of the whole process.
  for (const chart of CHARTS) {
    const spec = chart.spec(analysis)
    if (spec !== undefined) drawn.push({ chart, spec, svg: await toSvg(spec) })
  }
  return drawn
}
