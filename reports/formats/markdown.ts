/** The report in Markdown, for a pull request or a wiki: the answer, then a table for each group. */
import type { Analysis } from '../../results/analysis/types.js'
import {
  answers,
  capital,
  cellGroups,
  formatTables,
  type GroupGrid,
  groupTable,
  leftDirection,
  machineFacts,
  methodWords,
  printable,
  runCommand,
  type TextGrid,
  timedShapes,
  touchedWords,
  warningWords,
} from '../words/index.js'
import { CLOSING, footer, legend } from './legend.js'
import { plain } from './markdown-text.js'

/** The text of summary.md, with a newline at its end. */
export function markdown(analysis: Analysis): string {
  const groups = cellGroups(analysis).filter((group) => timedShapes(group).length > 0)
  const failed = analysis.rows.flatMap(({ id, failure }) =>
    failure === undefined
      ? []
      : [`${id} ${failure.kind} in ${failure.cell}, ${failure.stage}: ${failure.message}`],
  )
  const blocks = [
    '# What IOMMU map and unmap calls cost, by call shape',
    ...answers(analysis).map(({ question, text }) => `**${plain(question)}** ${plain(text)}`),
    ...groups.flatMap((group) => [
      `## ${plain(group.heading)}`,
      table(analysis, groupTable(analysis, group)),
      ...(hasLeft(groupTable(analysis, group))
        ? [`Times over those of punting are for ${leftDirection(group)}.`]
        : []),
    ]),
    ...formatTables(analysis).flatMap(({ counts, grid, legend, title }) => [
      `## ${plain(title)}`,
      table(analysis, grid),
      plain(legend),
      ...(counts.length === 0 ? [] : [counts.map((line) => `- ${plain(line)}`).join('\n')]),
    ]),
    ...(groups.length > 0 ? [plain(legend(analysis))] : []),
    '## Again',
    code(runCommand(analysis)),
    ...section(
      'Warnings',
      analysis.warnings.map(
        (warning) => `${capital(warningWords(analysis, warning))}. ${warning.remedy}`,
      ),
    ),
    ...section('Rows that failed', failed),
    ...section(
      'Machine',
      machineFacts(analysis).map(([name, value]) => `${name}: ${value}`),
    ),
    ...section('Method in short', methodWords(analysis)),
    '## What the figures do not say',
    plain(CLOSING),
    plain(footer(analysis)),
  ]
  return `${blocks.join('\n\n')}\n`
}

function section(title: string, items: readonly string[]): string[] {
  if (items.length === 0) return []
  return [`## ${title}`, items.map((item) => `- ${plain(item)}`).join('\n')]
}

function hasLeft({ columns }: TextGrid): boolean {
  return columns.some((name) => name.startsWith('time over'))
}

/** A table whose figures stand on the right; what repeats the line above is left blank. */
function table(analysis: Analysis, { cells, columns, rows }: GroupGrid): string {
  const line = (cells: readonly string[]) => `| ${cells.map(plain).join(' | ')} |`
  return [
    line(columns),
    `|${columns.map((_, at) => (at < 2 ? '---|' : '---:|')).join('')}`,
    ...rows.map(([title = '', ...others], at) => {
      const cell = cells[at]
      const marks = cell === undefined ? '' : touchedWords(analysis, cell)
      return line([
        cells[at - 1] === cell ? '' : [title, marks].filter((text) => text !== '').join(' '),
        ...others,
      ])
    }),
  ].join('\n')
}

/** A fenced block; the fence is longer than any that the text holds. */
function code(text: string): string {
  const safe = printable(text)
  const longest = Math.max(2, ...[...safe.matchAll(/`+/g)].map(([ticks]) => ticks.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}sh\n${safe}\n${fence}`
}
