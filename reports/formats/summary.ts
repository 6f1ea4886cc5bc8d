/** The terminal's report as a file: no colour, 100 columns, to paste into a mail. */
import type { Analysis } from '../../results/analysis/types.js'
import { terminalReport } from './terminal.js'

/** The text of summary.txt, with a newline at its end. */
export function summary(analysis: Analysis): string {
  return `${terminalReport(analysis, { colour: false, width: 100 })}\n`
}
