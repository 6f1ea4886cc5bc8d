/** What README tells of the reference run: the answers to the three questions, and the picture. */
import type { Analysis } from '../../results/analysis/types.js'
import { answers } from '../words/index.js'
import { plain } from './markdown-text.js'

const BEGIN = '<!-- made by `npm run reference` -->'
const END = '<!-- end of what `npm run reference` makes -->'

/** The block, in Markdown, without its marks. */
export function readmeBlock(analysis: Analysis): string {
  const date = analysis.run.startedAt.slice(0, 10)
  const questions = answers(analysis).filter(({ about }) => about === 'question')
  return [
    `The run of ${date} in [results/reference](results/reference/summary.txt), on ` +
      `${plain(machineOf(analysis))}:`,
    questions
      .map(({ question, text }, at) => `${at + 1}. **${plain(question)}** ${plain(text)}`)
      .join('\n'),
    'Other modes and layouts, mixes, failing maps and traces stand in its ' +
      '[summary](results/reference/summary.txt); `npm run report -- results/reference` makes the ' +
      'whole report of it.',
    '![Speed-up over per-page, by call shape](results/reference/charts/ladder.svg)',
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
export function withBlock(text: string, block: string): string {
  const begin = text.indexOf(BEGIN)
  const end = text.indexOf(END)
  if (begin < 0 || end < begin) throw new Error(`README has no place between ${BEGIN} and ${END}`)
  return `${text.slice(0, begin)}${BEGIN}\n\n${block}\n\n${text.slice(end)}`
}
