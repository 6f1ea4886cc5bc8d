/** Several machines' answers as one HTML file that loads nothing, with an explorer by machine. */
import {
  answerCards,
  contentsList,
  detailData,
  explorerData,
  explorerParts,
  explorerSection,
  figureTable,
  html,
  listOf,
  ofMachines,
  pageOf,
  readScript,
  type Section,
  sectionsOf,
} from '../html/index.js'
import { CLOSING, type HeadedGrid } from '../phrases/index.js'
import { factsGrid, machinesLegend, speedupGrid } from './grid.js'
import type { Machines } from './machine.js'

const TITLE = 'What IOMMU map and unmap calls cost, by machine'

/** Builds the page. Everything that comes from results stands in it as text. */
export async function machinesHtml(compared: Machines): Promise<string> {
  const { machines } = compared
  const { data, details } = ofMachines(
    machines.map(({ analysis, name, screen }) => ({
      name,
      data: explorerData(analysis, screen),
      details: detailData(analysis),
    })),
  )
  const table = (grid: HeadedGrid) => figureTable(grid.heading, grid, grid.names - 1)
  const explorer = explorerSection(data)
  const facts = factsGrid(compared)
  const sections: Section[] = [
    {
      id: 'answers',
      title: 'Answers',
      content: html`${machines.map(({ name, screen }) => html`<h3>${name}</h3>${answerCards(screen)}`)}`,
    },
    {
      id: 'speed-ups',
      title: speedupGrid(compared).heading,
      content: html`${table(speedupGrid(compared))}<p class="legend">${machinesLegend(compared)}</p>`,
    },
    ...(explorer === undefined ? [] : [{ id: 'explorer', title: 'Explorer', content: explorer }]),
    ...(facts.rows.length === 0
      ? []
      : [{ id: 'machines', title: 'Machines', content: table(facts) }]),
    {
      id: 'warnings',
      title: 'Warnings',
      content: listOf(data.warnings.map(({ message }) => message)),
    },
    { id: 'method', title: 'What the figures do not say', content: html`<p>${CLOSING}</p>` },
  ]
  return pageOf(
    { title: TITLE, scripts: [await readScript()] },
    html`${contentsList(sections)}
<header>
<h1>${TITLE}</h1>
<p class="lead">${machines.map(({ name }) => name).join(' · ')}</p>
</header>
<main>
${sectionsOf(sections)}
</main>
${explorerParts(data, details)}`,
  )
}
