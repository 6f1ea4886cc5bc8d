/** A comparison in Markdown, for a pull request. */

import type { Comparison, RunComparison } from '../../results/analysis/compare/index.js'
import type { Printing } from '../exporters/index.js'
import { CLOSING } from '../phrases/index.js'
import { markdownList, markdownTable, markdownText } from '../text/index.js'
import { gateLines } from './gate-words.js'
import type { Gated } from './gated.js'
import { type CompareGrid, compareGrids, runGrids } from './grid.js'
import { inShort, toMind } from './in-short.js'
import { compareLegend } from './legend.js'
import { differenceWords, isLaidOut, lossLines, runSentences } from './words.js'

/**
 * The text of a comparison, with a newline at its end.
 *
 * @param verbose all figures and how to read them, and not what changed alone.
 */
export function compareMarkdown(
  { comparison, gates }: Gated,
  { verbose = false }: Pick<Printing, 'verbose'>,
): string {
  const [old] = comparison.runs
  const blocks = [
    ...gates.flatMap((gate) => {
      const [first = '', ...others] = gateLines(gate)
      return [`**${markdownText(first)}**`, ...list(others)]
    }),
    ...comparison.against.flatMap((run) => [
      `# ${markdownText(`${run.name} against ${old?.name ?? ''}`)}`,
      inShort(run)
        .map(({ label, text }) => `**${label}**: ${markdownText(text)}`)
        .join('\\\n'),
      ...list(toMind(run)),
      ...(verbose ? detailBlocks(run, comparison) : []),
      ...grids(runGrids(run, { verbose })),
    ]),
    ...(verbose || isLaidOut(comparison) ? grids(compareGrids(comparison)) : []),
    markdownText(compareLegend(comparison, { verbose })),
    ...(verbose ? ['## What the figures do not say', markdownText(CLOSING)] : []),
  ]
  return `${blocks.join('\n\n')}\n`
}

function detailBlocks(run: RunComparison, { request }: Comparison): string[] {
  return [
    ...section('In what the runs differ', list(run.differences.map(differenceWords))),
    ...Object.values(runSentences(run, request)).flatMap((text) =>
      text === undefined ? [] : [markdownText(text)],
    ),
    ...section('What cannot be compared, came or went', list(lossLines(run))),
  ]
}

function grids(all: readonly CompareGrid[]): string[] {
  return all.flatMap(({ columns, heading, names, rows }) =>
    section(heading, [markdownTable(columns, rows, names)]),
  )
}

function section(title: string, blocks: readonly string[]): string[] {
  return blocks.length === 0 ? [] : [`## ${markdownText(title)}`, ...blocks]
}

function list(items: readonly string[]): string[] {
  return items.length === 0 ? [] : [markdownList(items)]
}
