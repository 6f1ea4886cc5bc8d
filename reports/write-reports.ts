/** Writes all reports of an analysis into a folder. */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Analysis } from '../results/analysis/index.js'
import { describeSystemError, ResultError, writeFileAtomically } from '../results/record/index.js'
import { type CanvasLoader, CanvasMissing, toPictures, toSvg } from './charts/render/index.js'
import { EXPORTERS, IN_FILE } from './exporters/index.js'

/** What came of writing reports. */
interface WrittenReports {
  /** Paths of the files that were written, the report first. */
  written: string[]
  /** Files that could not be made, and why; all others were written. */
  missing: Array<{ path: string; why: string }>
}

/** What is drawn, and with what. */
interface Drawing {
  /** How node-canvas is loaded. */
  load?: CanvasLoader
  /** No PNGs. */
  svgsOnly?: boolean
}

/**
 * Writes the file of every exporter that has one, and charts/NAME.svg and .png, each on a light ground
 * and, as NAME-dark, on a dark one.
 * Each file is written whole or not at all. PNGs need node-canvas: without it they are `missing`,
 * and the rest is written.
 *
 * @throws {ResultError} where a file cannot be written.
 */
export async function writeReports(
  analysis: Analysis,
  folder: string,
  drawing: Drawing = {},
): Promise<WrittenReports> {
  const reports: WrittenReports = { written: [], missing: [] }
  const write = (path: string, data: string | Uint8Array) => {
    writeFileAtomically(path, data)
    reports.written.push(path)
  }
  const charts = join(folder, 'charts')
  await mkdir(charts, { recursive: true }).catch((error: unknown) => {
    throw new ResultError(`cannot create ${charts}: ${describeSystemError(error)}`)
  })
  const drawn = await drawCharts(analysis, drawing)
  for (const { file, text } of EXPORTERS) {
    if (file !== undefined) write(join(folder, file), await text(analysis, IN_FILE))
  }
  for (const { name, svg, png } of drawn) {
    write(join(charts, `${name}.svg`), svg)
    const path = join(charts, `${name}.png`)
    if (png instanceof CanvasMissing) reports.missing.push({ path, why: png.message })
    else if (png !== undefined) write(path, png)
  }
  return reports
}

/** All charts that there is something to draw for, in their order. PNGs are encoded while the next is drawn. */
async function drawCharts(analysis: Analysis, { load, svgsOnly }: Drawing) {
  // Loaded here, since most commands write no reports, and one that does has to measure first.
  const { CHARTS, DARK, LIGHT } = await import('./charts/index.js')
  const drawn = []
  for (const chart of CHARTS) {
    for (const [theme, suffix] of [
      [LIGHT, ''],
      [DARK, '-dark'],
    ] as const) {
      const spec = chart.spec(analysis, theme)
      if (spec === undefined) continue
      const { png, svg } = svgsOnly
        ? { svg: await toSvg(spec), png: Promise.resolve(undefined) }
        : await toPictures(spec, load)
      drawn.push(png.then((bytes) => ({ name: `${chart.name}${suffix}`, svg, png: bytes })))
    }
  }
  return Promise.all(drawn)
}
