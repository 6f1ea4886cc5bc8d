/** A history in the form that was asked for. */
import { InputError } from '../../../engines/contract/index.js'
import { toPictures } from '../../../reports/charts/render/index.js'
import {
  figureNamed,
  HISTORY_EXPORTERS,
  historyChart,
  type ShownHistory,
  showHistory,
} from '../../../reports/history/index.js'
import { exporterNamed, IN_FILE } from '../../../reports/index.js'
import type { History } from '../../../results/history/index.js'
import { writeFileAtomically } from '../../../results/record/index.js'
import { type Io, lookOf, writeColoured } from '../../terminal/io.js'
import { requireOutFile } from '../../terminal/out-file.js'
import { relativePath } from '../../terminal/relative-path.js'

export interface PrintOptions {
  figure?: string
  from?: readonly string[]
  format: string
  out?: string
  time?: number
}

const FORMATS = [
  ...HISTORY_EXPORTERS.map(({ name }) => ({ name, picture: false })),
  ...['svg', 'png'].map((name) => ({ name, picture: true })),
]

/** What `--format` takes. */
export const HISTORY_FORMATS: readonly string[] = FORMATS.map(({ name }) => name)

/** What prints a history as the options say; what is wrong with them is said before anything is built. */
export function printerOf(
  { figure, format, from, out, time }: PrintOptions,
  { stderr, stdout }: Io,
): (history: History) => Promise<void> {
  const isPicture = exporterNamed(FORMATS, format).picture
  if (isPicture && out === undefined)
    throw new InputError(`--format ${format} is a picture: add --out FILE`)
  const exporter = isPicture ? undefined : exporterNamed(HISTORY_EXPORTERS, format)
  if (out !== undefined) requireOutFile(out)
  const name = figure ?? (time === undefined ? undefined : 'nsPerPage')
  const named = name === undefined ? undefined : figureNamed(name)
  const untimed = new InputError(
    `--figure nsPerPage: ${from === undefined ? 'add --time' : 'no version was timed'}`,
  )
  const needsTimes = named === 'nsPerPage' && time === undefined
  if (needsTimes && from === undefined) throw untimed
  return async (history) => {
    const isTimed = hasTimes(history)
    if (needsTimes && !isTimed) throw untimed
    // What Ctrl-C ended before it was timed has its counts.
    const shown = showHistory(history, named === 'nsPerPage' && !isTimed ? undefined : named)
    const text =
      exporter === undefined
        ? await pictureOf(shown, format)
        : await exporter.text(shown, out === undefined ? lookOf(stdout) : IN_FILE)
    if (out === undefined) {
      writeColoured(stdout, String(text))
      return
    }
    writeFileAtomically(out, text)
    stderr.write(`Written: ${relativePath(out)}\n`)
  }
}

function hasTimes({ versions }: History): boolean {
  return versions
    .flatMap(({ rows }) => rows.flatMap(({ cells }) => Object.values(cells)))
    .some((byOp) => Object.values(byOp).some(({ nsPerPage }) => nsPerPage !== undefined))
}

/** @throws InputError where there is nothing to draw, or nothing to draw it with. */
async function pictureOf(shown: ShownHistory, format: string): Promise<string | Buffer> {
  const spec = historyChart(shown)
  if (spec === undefined) throw new InputError('no version has figures: there is nothing to draw')
  const { png, svg } = await toPictures(spec)
  if (format === 'svg') return svg
  const bytes = await png
  if (bytes instanceof Error) throw new InputError(bytes.message)
  return bytes
}
