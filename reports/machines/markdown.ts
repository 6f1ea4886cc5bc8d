/** Several machines' answers in Markdown. */
import { QUESTIONS } from '../answer/index.js'
import { CLOSING } from '../phrases/index.js'
import { markdownList, markdownTable, markdownText } from '../text/index.js'
import { factsGrid, type MachineGrid, machinesLegend, speedupGrid } from './grid.js'
import type { Machines } from './machine.js'

export function machinesMarkdown(compared: Machines): string {
  const grid = ({ columns, heading, names, rows }: MachineGrid) =>
    rows.length === 0 ? [] : [`## ${markdownText(heading)}`, markdownTable(columns, rows, names)]
  const blocks = [
    '# What IOMMU map and unmap calls cost, by machine',
    ...QUESTIONS.flatMap((question) => [
      `## ${markdownText(question)}`,
      markdownList(
        compared.machines.flatMap(({ name, screen: { answers } }) =>
          answers
            .filter((answer) => answer.question === question)
            .map(({ text }) => `${name}: ${text}`),
        ),
      ),
    ]),
    ...grid(speedupGrid(compared)),
    ...grid(factsGrid(compared)),
    markdownText(machinesLegend(compared)),
    markdownText(CLOSING),
  ]
  return `${blocks.join('\n\n')}\n`
}
