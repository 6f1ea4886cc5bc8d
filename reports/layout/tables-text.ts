/** Every figure of a run in tables, every warning, and what the figures do not say. */

import type { Analysis } from '../../results/analysis/index.js'
import { TRACES_INTRODUCTION, tracePartsOf } from '../answer/index.js'
import {
  absentWords,
  CLOSING,
  cellGroups,
  commandLines,
  footer,
  legend,
  moreTimeWords,
  tapeFloorWords,
  timedShapes,
  warningWords,
} from '../phrases/index.js'
import { capital, lookOf, printable, type TerminalOptions, wrap } from '../text/index.js'
import { acrossLines } from './across-lines.js'
import { COMMON_MAP_TITLE, commonMapLines } from './common-map-lines.js'
import { formatLines } from './format-lines.js'
import { groupLines } from './group-lines.js'

/** Lines of text without a newline at the end. */
export function tablesText(analysis: Analysis, options: TerminalOptions): string {
  const look = lookOf(options)
  const { width, bold, dim, warn } = look
  const say = (text: string, indent = '') => wrap(printable(text), width, indent)
  const indented = (text: string) => wrap(printable(text), width - 2).map((line) => `  ${line}`)
  const section = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : ['', ...say(title).map(bold), ...lines]

  const lines = [
    ...cellGroups(analysis)
      .filter((group) => timedShapes(group).length > 0)
      .flatMap((group) => section(group.heading, groupLines(analysis, group, look))),
    ...formatLines(analysis, look).flatMap(({ lines, title }) => section(title, lines)),
    ...acrossLines(analysis, width).flatMap(({ lines, title }) => section(title, lines)),
    ...section(COMMON_MAP_TITLE, commonMapLines(analysis, look)),
    ...section(
      'Invalidation commands, which no time shows',
      commandLines(analysis).flatMap((line) => say(`- ${line}`, '  ')),
    ),
    ...section('What the traces are', traceLines(analysis, say)),
    '',
    ...say(legend(analysis)).map(dim),
    ...say(tapeFloorWords(analysis) ?? '').map(dim),
    ...section(
      'Warnings',
      analysis.warnings.flatMap((warning) => [
        ...say(`- ${warningWords(analysis, warning)}`, '  ').map(warn),
        ...indented(warning.remedy),
      ]),
    ),
    ...section(
      'Rows that failed',
      analysis.rows.flatMap(({ id, failure }) =>
        failure === undefined
          ? []
          : [
              ...say(`- ${id}: ${failure.kind} in ${failure.cell} (${failure.stage})`, '  '),
              ...indented(failure.message),
            ],
      ),
    ),
    ...section('What the figures do not say', say(CLOSING)),
    '',
    ...analysis.absent.flatMap((tier) => say(`${capital(absentWords(tier))}.`, '  ')),
    ...say(moreTimeWords(analysis) ?? '').map(dim),
    ...say(footer(analysis)).map(dim),
  ]
  // A section begins with a blank line.
  return lines
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/^\n+/, '')
}

function traceLines(
  analysis: Analysis,
  say: (text: string, indent?: string) => string[],
): string[] {
  const parts = tracePartsOf(analysis).filter(({ lines }) => lines.length > 0)
  if (parts.length === 0) return []
  return [
    ...say(TRACES_INTRODUCTION),
    ...parts.flatMap(({ lines, name }) => say(`- ${name}: ${lines.join(' ')}`, '  ')),
  ]
}
