/** A comparison in Markdown, for a pull request. */
import type { GateResult } from '../../results/compare/gate.js'
import type { Comparison, RunComparison } from '../../results/compare/types.js'
import { CLOSING } from '../formats/legend.js'
import { plain } from '../formats/markdown-text.js'
import { gateLines } from './gate-words.js'
import {
  type CompareGrid,
  changedGrid,
  compareGrids,
  countsGrid,
  instructionsGrid,
  meansGrid,
} from './grid.js'
import {
  basisSentence,
  compareLegend,
  countsSentence,
  differenceWords,
  instructionsSentence,
  lossLines,
  paceSentence,
  verdictSentence,
} from './words.js'

/** The text of a comparison, with a newline at its end. */
export function compareMarkdown(comparison: Comparison, gates: readonly GateResult[]): string {
  const [old] = comparison.runs
  const blocks = [
    ...gates.flatMap((gate) => {
      const [first = '', ...others] = gateLines(gate)
      return [`**${plain(first)}**`, ...list(others)]
    }),
    ...comparison.against.flatMap((run) => [
      `# ${plain(`${run.name} against ${old?.name ?? ''}`)}`,
      ...runBlocks(run, comparison.request.by !== undefined),
    ]),
    ...grids(compareGrids(comparison)),
    plain(compareLegend(comparison)),
    '## What the figures do not say',
    plain(CLOSING),
  ]
  return `${blocks.join('\n\n')}\n`
}

function runBlocks(run: RunComparison, asked: boolean): string[] {
  return [
    ...section('In what the runs differ', list(run.differences.map(differenceWords))),
    ...[
      basisSentence(run, asked),
      verdictSentence(run),
      countsSentence(run),
      instructionsSentence(run),
      paceSentence(run),
    ].flatMap((text) => (text === undefined ? [] : [plain(text)])),
    ...section('What cannot be compared, came or went', list(lossLines(run))),
    ...grids([changedGrid(run), countsGrid(run), instructionsGrid(run), meansGrid(run)]),
  ]
}

function grids(all: readonly CompareGrid[]): string[] {
  return all.flatMap((grid) => section(grid.heading, grid.rows.length === 0 ? [] : [table(grid)]))
}

function section(title: string, blocks: readonly string[]): string[] {
  return blocks.length === 0 ? [] : [`## ${plain(title)}`, ...blocks]
}

function list(items: readonly string[]): string[] {
  return items.length === 0 ? [] : [items.map((item) => `- ${plain(item)}`).join('\n')]
}

/** A table whose figures stand on the right. */
function table({ columns, rows, names }: CompareGrid): string {
  const line = (cells: readonly string[]) => `| ${cells.map(plain).join(' | ')} |`
  return [
    line(columns),
    `|${columns.map((_, at) => (at < names ? '---|' : '---:|')).join('')}`,
    ...rows.map(line),
  ].join('\n')
}
