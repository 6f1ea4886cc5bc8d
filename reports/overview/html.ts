/** The page of a merged run of very many cells: one file that loads nothing. */
import {
  contentsList,
  figureTable,
  html,
  listOf,
  pageOf,
  type Section,
  sectionsOf,
} from '../html/index.js'
import { CLOSING } from '../phrases/index.js'
import {
  LEGEND,
  leadOf,
  notesOf,
  type Overview,
  shardsGrid,
  spreadGrids,
  TITLE,
} from './overview.js'

/** @param samples the file beside it that has all samples. */
export function overviewHtml(overview: Overview, samples: string): string {
  const notes = notesOf(overview)
  const sections: Section[] = [
    {
      id: 'speed-ups',
      title: 'Speed-ups',
      content: html`<p class="legend">${LEGEND}</p>${spreadGrids(overview).map(
        (grid) => html`<h3>${grid.heading}</h3>${figureTable(grid.heading, grid, 1)}`,
      )}`,
    },
    {
      id: 'shards',
      title: 'Shards',
      content: figureTable('Shards: table', shardsGrid(overview), 0),
      folded: true,
    },
    {
      id: 'method',
      title: 'What the figures do not say',
      content: html`<p>${CLOSING}</p><p>Every sample is in <a href="${samples}">${samples}</a>.</p>`,
    },
  ]
  return pageOf(
    { title: TITLE },
    html`${contentsList(sections)}
<header>
<h1>${TITLE}</h1>
<p class="lead">${leadOf(overview)}</p>
${notes.length === 0 ? undefined : listOf(notes)}
</header>
<main>
${sectionsOf(sections)}
</main>`,
  )
}
