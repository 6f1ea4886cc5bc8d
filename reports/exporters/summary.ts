/** The answer and every table as a file: no colour, 100 columns. */
import type { Analysis } from '../../results/analysis/index.js'
import { tablesText } from '../layout/tables-text.js'
import { IN_FILE } from './exporter.js'
import { terminal } from './terminal.js'

/** The text of summary.txt, with a newline at its end. */
export function summary(analysis: Analysis): string {
  return `${terminal(analysis, IN_FILE)}\n${tablesText(analysis, IN_FILE)}\n`
}
