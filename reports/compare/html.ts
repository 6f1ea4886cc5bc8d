/** A comparison as one HTML file that loads nothing, runs nothing and works without a network. */

import type {
  ComparedRun,
  Comparison,
  GateResult,
  RunComparison,
} from '../../results/analysis/compare/index.js'
import {
  contentsList,
  figureTable,
  html,
  lanesInWidths,
  listOf,
  type Markup,
  pageOf,
  type Section,
  sectionsOf,
} from '../html/index.js'
import { CLOSING, type HeadedGrid } from '../phrases/index.js'
import { holdFigures } from '../text/index.js'
import { changeCaption, changeCharts } from './chart.js'
import { type Gated, gateLines } from './gate-words.js'
import { compareGrids, runGrids } from './grid.js'
import { inShort, toMind } from './in-short.js'
import { compareLegend, lossLines, runSentences } from './words.js'

/** Builds the page. Everything that comes from results stands in it as text. */
export function compareHtml({ comparison, gates }: Gated): string {
  const [old] = comparison.runs
  const title = `${comparison.against.map(({ name }) => name).join(', ')} against ${old.name}`
  const sections = comparison.against.flatMap((run, at) => runSections(comparison, run, at))
  const grids = compareGrids(comparison)
  if (grids.length > 0) {
    sections.push({ id: 'tables', title: 'All figures, as tables', content: tables(grids) })
  }
  sections.push({
    id: 'method',
    title: 'How to read it',
    content: html`<p>${holdFigures(compareLegend(comparison, { verbose: true }))}</p>
<h3>What the figures do not say</h3>
<p>${CLOSING}</p>`,
  })
  return pageOf(
    { title },
    html`<header>
<h1>${title}</h1>
<p class="lead">${comparison.runs.map(runWords).join(' · ')}</p>
${gates.map(gateBlock)}
</header>
<main>
${contentsList(sections)}
${sectionsOf(sections)}
</main>`,
  )
}

function tables(grids: readonly HeadedGrid[]): Markup {
  return html`${grids.map(
    (grid) => html`
<h3>${grid.heading}</h3>
${figureTable(`${grid.heading}: table`, grid, Math.max(0, grid.names - 1))}`,
  )}`
}

function runWords({ name, run, machine, options }: ComparedRun): string {
  return `${name}: ${run.startedAt.slice(0, 10)}, ${machine.cpu}, suite ${options.suite}`
}

function gateBlock(gate: GateResult): Markup {
  const [first, ...others] = gateLines(gate)
  return html`<p><b>${holdFigures(first)}</b></p>${listOf(others.map(holdFigures))}`
}

function runSections(comparison: Comparison, run: RunComparison, at: number): Section[] {
  const { against, runs } = comparison
  const sections: Section[] = []
  const add = (id: string, title: string, content: Markup | undefined) => {
    if (content === undefined) return
    const heading = against.length > 1 ? `${run.name}: ${title}` : title
    sections.push({ id: `${id}-${at}`, title: heading, content })
  }
  add('answer', 'In short', answer(comparison, run))
  add('differences', 'In what the runs differ', differences(run))
  add('losses', 'What cannot be compared, came or went', listOrNone(lossLines(run)))
  for (const { id, ...grid } of runGrids(run, { verbose: true })) {
    const table = figureTable(`${grid.heading}: table`, grid, 1)
    add(id, grid.heading, id === 'counts' ? html`<div class="prose">${table}</div>` : table)
  }
  add('figures', 'All figures', charts(run))
  add('warnings', 'Warnings of the runs', warnings([runs[0], runs[at + 1]]))
  return sections
}

function answer({ request }: Comparison, run: RunComparison): Markup {
  const { basis, counts, instructions, pace } = runSentences(run, request)
  return html`${inShort(run).map(
    ({ label, text }) => html`<p><b>${label}:</b> ${holdFigures(text)}</p>`,
  )}
${listOrNone(toMind(run))}
${[counts, instructions, basis, pace].map((text) => (text === undefined ? undefined : html`<p>${holdFigures(text)}</p>`))}`
}

function differences({ differences: found }: RunComparison): Markup | undefined {
  if (found.length === 0) return undefined
  const grid = {
    columns: ['', 'old', 'new', 'what it does to the figures'],
    rows: found.map(({ what, old, new: now, meaning }) => [what, old, now, meaning]),
  }
  return html`<div class="prose">${figureTable('In what the runs differ: table', grid, 0)}</div>`
}

function charts(run: RunComparison): Markup | undefined {
  const drawn = changeCharts(run)
  if (drawn.length === 0) return undefined
  return html`<p class="legend">${holdFigures(changeCaption(run))}</p>
${drawn.map((chart) => html`<h3>${chart.title}</h3><div class="drawn">${lanesInWidths(chart)}</div>`)}`
}

function warnings(runs: readonly ComparedRun[]): Markup | undefined {
  return listOrNone(
    runs.flatMap(({ name, warnings: found }) => found.map(({ message }) => `${name}: ${message}`)),
  )
}

function listOrNone(texts: readonly string[]): Markup | undefined {
  return texts.length === 0 ? undefined : listOf(texts.map(holdFigures))
}
