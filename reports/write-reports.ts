/** Writes all reports of an analysis into a folder. */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Analysis } from '../results/analysis/index.js'
import { describeSystemError, ResultError, writeFileAtomically } from '../results/record/index.js'
import { CanvasMissing, type Drawing } from './charts/render/index.js'
import { EXPORTERS, IN_FILE } from './exporters/index.js'

/** What came of writing reports. */
interface WrittenReports {
  /** Paths of the files that were written, the report first. */
  written: string[]
  /** Files that could not be made, and why; all others were written. */
  missing: Array<{ path: string; why: string }>
}

/**
 * Writes the file of every exporter that has one, and charts/NAME.svg and .png, each on a light ground
 * and, as NAME-dark, on a dark one.
 * Each file is written whole or not at all. PNGs need node-canvas: without it they are `missing`,
 * and the rest is written.
 *
 * @param drawing How node-canvas is loaded, and whether it draws.
 * @throws {ResultError} where a file cannot be written.
 */
export async function writeReports(
  analysis: Analysis,
  folder: string,
  drawing?: Drawing,
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
  // Loaded here, since most commands write no reports, and one that does has to measure first.
  const { drawCharts } = await import('./drawn.js')
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
