/** The report for a terminal: the answer as it fits a screen; with everything else, where that is asked for. */
import type { Analysis } from '../../results/analysis/index.js'
import { screenOf } from '../answer/index.js'
import { runCommand } from '../words/index.js'
import { lookOf, type TerminalOptions } from './look.js'
import { type Ending, quietLines, screenLines } from './screen-text.js'
import { tablesText } from './tables-text.js'

export interface ReportOptions extends TerminalOptions {
  /** Where the rest is; the command that makes the run again is added. */
  places?: Ending
  /** Every table and warning above the answer. */
  verbose?: boolean
}

/** Writes the report as lines of text, without a newline at the end. */
export function terminalReport(
  analysis: Analysis,
  { places = [], verbose = false, ...options }: ReportOptions,
): string {
  const look = lookOf(options)
  const ending: Ending = [...places, ['Again', runCommand(analysis)]]
  const lines = screenLines(screenOf(analysis), look, ending)
  return [...(verbose ? [tablesText(analysis, options), ''] : []), ...lines]
    .map((line) => line.trimEnd())
    .join('\n')
}

/** The three answers, a line each, without a newline at the end. */
export function quietAnswer(analysis: Analysis): string {
  return quietLines(screenOf(analysis)).join('\n')
}
