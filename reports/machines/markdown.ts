/** Several machines' answers in Markdown. */
import { QUESTIONS } from '../answer/index.js'
import { gridBlocks } from '../layout/markdown-blocks.js'
import { CLOSING } from '../phrases/index.js'
import { markdownList, markdownText } from '../text/index.js'
import { factsGrid, machinesLegend, speedupGrid } from './grid.js'
import { answersTo, type Machines } from './machine.js'

export function machinesMarkdown(compared: Machines): string {
  const blocks = [
    '# What IOMMU map and unmap calls cost, by machine',
    ...QUESTIONS.flatMap((question) => [
      `## ${markdownText(question)}`,
      markdownList(answersTo(question, compared.machines)),
    ]),
    ...gridBlocks(speedupGrid(compared)),
    ...gridBlocks(factsGrid(compared)),
    markdownText(machinesLegend(compared)),
    markdownText(CLOSING),
  ]
  return `${blocks.join('\n\n')}\n`
}
