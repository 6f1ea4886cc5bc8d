/** What README tells of the reference run: the answers to the three questions, and the picture. */
import type { Analysis } from '../../results/analysis/types.js'
import { answers } from '../words/index.js'
import { plain } from './markdown-text.js'

/** A run that the project quotes: `quick` without a kernel's own code, `kernel` with it. */
export type QuotedRun = 'quick' | 'kernel'

/** Where each is kept, and the command that renews it. */
const QUOTED: Record<QuotedRun, { folder: string; command: string; opening: string }> = {
  quick: { folder: 'results/reference', command: 'npm run reference', opening: 'Quick suite.' },
  kernel: {
    folder: 'results/reference-kernel',
    command: 'npm run reference -- --kernel',
    opening: "The kernel's own code.",
  },
}

/** The block, in Markdown, without its marks. */
export function readmeBlock(analysis: Analysis, run: QuotedRun): string {
  const { folder, opening } = QUOTED[run]
  const date = analysis.run.startedAt.slice(0, 10)
  const questions = answers(analysis).filter(({ about }) => about === 'question')
  return [
    `**${opening}** The run of ${date} in [${folder}](${folder}/summary.txt), on ` +
      `${plain(machineOf(analysis))}:`,
    questions
      .map(({ question, text }, at) => `${at + 1}. **${plain(question)}** ${plain(text)}`)
      .join('\n'),
    `All other figures stand in its [summary](${folder}/summary.txt); ` +
      `\`npm run report -- ${folder}\` makes the whole report of it.`,
    `![Speed-up over per-page against buffer size, by call shape](${folder}/charts/speed-up-by-size.svg)`,
  ].join('\n\n')
}

function machineOf({ machine }: Analysis): string {
  const { cores, cpu, kernel, node, virtualised } = machine
  const virtual = ['none', 'unknown'].includes(virtualised) ? '' : `, virtual (${virtualised})`
  return `${cpu}, ${cores} CPUs${virtual}, ${kernel}, Node ${node}`
}

/**
 * A text with the block in the place of the one that it has.
 *
 * @throws Error where the marks are not there.
 */
export function withBlock(text: string, block: string, run: QuotedRun): string {
  const { command } = QUOTED[run]
  const [from, to] = [
    `<!-- made by \`${command}\` -->`,
    `<!-- end of what \`${command}\` makes -->`,
  ]
  const begin = text.indexOf(from)
  const end = text.indexOf(to)
  if (begin < 0 || end < begin) throw new Error(`README has no place between ${from} and ${to}`)
  return `${text.slice(0, begin)}${from}\n\n${block}\n\n${text.slice(end)}`
}
