/** The report for a terminal: the answer as it fits a screen; with everything else, where that is requested. */
import type { Analysis } from '../../results/analysis/index.js'
import { screenOf } from '../answer/index.js'
import { type Ending, quietLines, screenLines } from '../layout/screen-text.js'
import { tablesText } from '../layout/tables-text.js'
import { runCommand } from '../phrases/index.js'
import { lookOf } from '../text/index.js'
import { IN_FILE, type Printing } from './exporter.js'

/** @param places Where the rest is; the command that makes the run again is added. */
export function terminal(
  analysis: Analysis,
  { quiet, verbose, ...look }: Omit<Printing, 'folder'>,
  places: Ending = [],
): string {
  const screen = screenOf(analysis)
  if (quiet) return `${quietLines(screen).join('\n')}\n`
  const ending: Ending = [...places, ['Again', runCommand(analysis)]]
  const lines = [
    ...(verbose ? [tablesText(analysis, look), ''] : []),
    ...screenLines(screen, lookOf(look), ending),
  ]
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`
}

/** The text of summary.txt, the answer and every table, with a newline at its end. */
export function summary(analysis: Analysis): string {
  return `${terminal(analysis, IN_FILE)}\n${tablesText(analysis, IN_FILE)}\n`
}
