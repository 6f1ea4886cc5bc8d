/** The report in Markdown, for a pull request or a wiki: the answer and its table, then all else folded. */

import type { Analysis } from '../../results/analysis/index.js'
import {
  exampleOf,
  machineLine,
  screenOf,
  TRACES_INTRODUCTION,
  tracePartsOf,
  whoseWords,
} from '../answer/index.js'
import { listBlocks, tableBlocks } from '../layout/markdown-blocks.js'
import {
  CLOSING,
  cellGroups,
  footer,
  formatTables,
  type GroupGrid,
  groupTable,
  leftDirection,
  legend,
  machineFacts,
  methodWords,
  runCommand,
  timedShapes,
  touchedWords,
  warningWords,
} from '../phrases/index.js'
import {
  capital,
  markdownList,
  markdownTable,
  markdownText,
  present,
  printable,
} from '../text/index.js'

/** The text of summary.md, with a newline at its end. */
export function markdown(analysis: Analysis): string {
  const { answers, changed, changes, differs, mind, table, without } = screenOf(analysis)
  const example = exampleOf(analysis)
  const blocks = [
    '# What IOMMU map and unmap calls cost',
    ...listBlocks(differs),
    answers
      .map(
        ({ question, text }, at) =>
          `${at + 1}. **${markdownText(question)}** ${markdownText(text)}`,
      )
      .join('\n'),
    ...(table === undefined ? [] : tableBlocks(table)),
    ...(changes.length === 0
      ? []
      : [`**Changes it:** ${markdownText(present([changed, ...changes]).join('; '))}.`]),
    markdownText(present([without, whoseWords(analysis)]).join(' ')),
    ...(mind.length === 0 ? [] : [`**Mind:** ${markdownText(mind.join('; '))}.`]),
    `${markdownText(machineLine(analysis))}:`,
    code(runCommand(analysis)),
    ...(example === undefined
      ? []
      : folded(example.heading, [
          markdownTable(['call shape', ...example.columns], example.rows, 1),
          markdownText(
            present([`${capital(example.legend)}.`, example.rounds, example.moved]).join(' '),
          ),
        ])),
    ...folded('What the traces are', traceBlocks(analysis)),
    ...folded('Every figure', figureBlocks(analysis)),
    ...folded('Warnings and rows that failed', cautionBlocks(analysis)),
    ...folded('Machine and method', [
      markdownList(machineFacts(analysis).map(([name, value]) => `${name}: ${value}`)),
      markdownList(methodWords(analysis)),
      markdownText(CLOSING),
      markdownText(footer(analysis)),
    ]),
  ]
  return `${blocks.join('\n\n')}\n`
}

function traceBlocks(analysis: Analysis): string[] {
  const parts = tracePartsOf(analysis).filter(({ lines }) => lines.length > 0)
  if (parts.length === 0) return []
  return [
    markdownText(TRACES_INTRODUCTION),
    markdownList(parts.map(({ lines, name }) => `${name}: ${lines.join(' ')}`)),
  ]
}

function figureBlocks(analysis: Analysis): string[] {
  const groups = cellGroups(analysis).filter((group) => timedShapes(group).length > 0)
  return [
    ...groups.flatMap((group) => {
      const own = groupTable(analysis, group)
      const hasLeft = own.columns.some((name) => name.startsWith('time over'))
      return [
        `**${markdownText(group.heading)}**`,
        cellsGrid(analysis, own),
        ...(hasLeft ? [`Times over those of punting are for ${leftDirection(group)}.`] : []),
      ]
    }),
    ...formatTables(analysis).flatMap(({ counts, grid, legend, title }) => [
      `**${markdownText(title)}**`,
      cellsGrid(analysis, grid),
      markdownText(legend),
      ...listBlocks(counts),
    ]),
    ...(groups.length > 0 ? [markdownText(legend(analysis))] : []),
  ]
}

function cautionBlocks(analysis: Analysis): string[] {
  const items = [
    ...analysis.warnings.map(
      (warning) => `${capital(warningWords(analysis, warning))}. ${warning.remedy}`,
    ),
    ...analysis.rows.flatMap(({ id, failure }) =>
      failure === undefined
        ? []
        : [`${id} ${failure.kind} in ${failure.cell}, ${failure.stage}: ${failure.message}`],
    ),
  ]
  return listBlocks(items)
}

/** What a reader opens; nothing where there is nothing. */
function folded(title: string, blocks: readonly string[]): string[] {
  if (blocks.length === 0) return []
  return [`<details>\n<summary>${markdownText(title)}</summary>`, ...blocks, '</details>']
}

/** A table of cells; what repeats the line above is left blank. */
function cellsGrid(analysis: Analysis, { cells, columns, rows }: GroupGrid): string {
  const shown = rows.map(([title, ...others], at) => {
    const marks = touchedWords(analysis, cells[at])
    const isNew = cells[at - 1] !== cells[at]
    return [isNew ? [title, marks].filter((text) => text !== '').join(' ') : '', ...others]
  })
  return markdownTable(columns, shown, 2)
}

/** A fenced block; the fence is longer than any that the text holds. */
function code(text: string): string {
  const safe = printable(text)
  const longest = Math.max(2, ...[...safe.matchAll(/`+/g)].map(([ticks]) => ticks.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}sh\n${safe}\n${fence}`
}
