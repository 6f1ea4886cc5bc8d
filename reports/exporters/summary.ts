/** The answer and every table as a file: no colour, 100 columns. */
import type { Analysis } from '../../results/analysis/index.js'
import { tablesText } from './tables-text.js'
import { terminalReport } from './terminal.js'

const PLAIN = { colour: false, width: 100 }

/** The text of summary.txt, with a newline at its end. */
export function summary(analysis: Analysis): string {
  return `${terminalReport(analysis, PLAIN)}\n\n${tablesText(analysis, PLAIN)}\n`
}
