/** A comparison in Markdown, for a pull request. */

import type { Comparison, RunComparison } from '../../results/analysis/compare/index.js'
import type { Printing } from '../exporters/index.js'
import { gridBlocks, listBlocks, sectionBlocks } from '../layout/markdown-blocks.js'
import { CLOSING } from '../phrases/index.js'
import { markdownText } from '../text/index.js'
import { type Gated, gateLines } from './gate-words.js'
import { compareGrids, runGrids } from './grid.js'
import { inShort, toMind } from './in-short.js'
import { compareLegend, differenceWords, isLaidOut, lossLines, runSentences } from './words.js'

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
      const [first, ...others] = gateLines(gate)
      return [`**${markdownText(first)}**`, ...listBlocks(others)]
    }),
    ...comparison.against.flatMap((run) => [
      `# ${markdownText(`${run.name} against ${old.name}`)}`,
      inShort(run)
        .map(({ label, text }) => `**${label}**: ${markdownText(text)}`)
        .join('\\\n'),
      ...listBlocks(toMind(run)),
      ...(verbose ? detailBlocks(run, comparison) : []),
      ...runGrids(run, { verbose }).flatMap(gridBlocks),
    ]),
    ...(verbose || isLaidOut(comparison) ? compareGrids(comparison).flatMap(gridBlocks) : []),
    markdownText(compareLegend(comparison, { verbose })),
    ...(verbose ? ['## What the figures do not say', markdownText(CLOSING)] : []),
  ]
  return `${blocks.join('\n\n')}\n`
}

function detailBlocks(run: RunComparison, { request }: Comparison): string[] {
  return [
    ...sectionBlocks('In what the runs differ', listBlocks(run.differences.map(differenceWords))),
    ...Object.values(runSentences(run, request)).flatMap((text) =>
      text === undefined ? [] : [markdownText(text)],
    ),
    ...sectionBlocks('What cannot be compared, came or went', listBlocks(lossLines(run))),
  ]
}
