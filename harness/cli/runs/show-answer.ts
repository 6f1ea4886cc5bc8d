/** What is printed when a run ends: the answer, and where the rest of it is. */
import { realpathSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { PAGE_FILE, terminal } from '../../../reports/index.js'
import type { Analysis } from '../../../results/analysis/index.js'
import { type Io, lookOf, writeColoured } from '../../terminal/io.js'
import { relativePath } from '../../terminal/relative-path.js'

/** How much is shown; at most one of the two. */
export interface Shown {
  /** The three answers alone. */
  quiet?: boolean
  /** Every table and warning above the answer. */
  verbose?: boolean
}

/** @param folder where the reports are; `undefined` where they could not be written. */
export function showAnswer(
  analysis: Analysis,
  folder: string | undefined,
  shown: Shown,
  { stdout }: Io,
): void {
  const places = folder === undefined || shown.quiet ? [] : placesOf(folder)
  writeColoured(stdout, terminal(analysis, { ...lookOf(stdout), ...shown }, places))
}

function placesOf(folder: string): Array<[name: string, what: string]> {
  return [
    ['More', relativePath(join(folder, 'summary.txt'))],
    ['Page', pathToFileURL(join(realpathSync(folder), PAGE_FILE)).href],
    ['Mail', relativePath(join(folder, 'mail.txt'))],
  ]
}
