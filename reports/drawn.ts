/** Charts drawn for their files, each on a light ground and on a dark one. */
import type { Analysis } from '../results/analysis/index.js'
import { CHARTS, DARK, LIGHT } from './charts/index.js'
import { type CanvasMissing, type Drawing, toPictures } from './charts/render/index.js'

/** A picture of a chart, with a PNG, or with the reason why there is none, or without. */
interface DrawnChart {
  /** Names its files: `speed-up-by-size`, `speed-up-by-size-dark`. */
  name: string
  svg: string
  png: Buffer | CanvasMissing | undefined
}

/** All charts that there is something to draw for, in their order. PNGs are encoded while the next is drawn. */
export async function drawCharts(analysis: Analysis, drawing?: Drawing): Promise<DrawnChart[]> {
  const drawn: Array<Promise<DrawnChart>> = []
  for (const chart of CHARTS) {
    for (const [theme, suffix] of [
      [LIGHT, ''],
      [DARK, '-dark'],
    ] as const) {
      const spec = chart.spec(analysis, theme)
      if (spec === undefined) continue
      const { png, svg } = await toPictures(spec, drawing)
      const name = `${chart.name}${suffix}`
      drawn.push(png.then((bytes) => ({ name, svg, png: bytes })))
    }
  }
  return Promise.all(drawn)
}
