/** The sections of the page, in its order, and the charts that belong in each. */
import type { Analysis } from '../../results/analysis/types.js'
import { CHARTS } from '../charts/index.js'
import type { DrawnChart } from '../drawn.js'
import { html, type Markup } from './markup.js'
import { acrossContent } from './sections/across.js'
import { failuresContent, warningsContent } from './sections/cautions.js'
import { countsContent } from './sections/counts.js'
import { formatsContent } from './sections/formats.js'
import { groupTables } from './sections/groups.js'
import { modesContent } from './sections/modes.js'
import { rollbackContent } from './sections/rollback.js'
import { methodContent, runContent } from './sections/run.js'
import { tracesContent } from './sections/traces.js'

/** A section: its charts by name, then what else it holds. It is left out where it is empty. */
export interface Section {
  id: string
  title: string
  charts: readonly string[]
  content?(analysis: Analysis): Markup | undefined
}

/** What no chart of sizes shows: buffers that all call shapes map alike, and cold ones. */
function sizesContent(analysis: Analysis): Markup | undefined {
  const tables = [groupTables(analysis, 'common-map'), groupTables(analysis, 'cold')].filter(
    (table) => table !== undefined,
  )
  return tables.length === 0 ? undefined : html`${tables}`
}

const PLANNED: readonly Section[] = [
  {
    id: 'ladder',
    title: 'The ladder',
    charts: ['ladder', 'speed-up', 'waterfall', 'left-on-table'],
  },
  { id: 'formats', title: 'Formats side by side', charts: [], content: formatsContent },
  { id: 'side-by-side', title: 'Side by side', charts: [], content: acrossContent },
  {
    id: 'sizes',
    title: 'Buffer sizes',
    charts: ['speed-up-by-size', 'ns-per-page', 'alignment'],
    content: sizesContent,
  },
  {
    id: 'counts',
    title: 'What was counted',
    charts: ['counts', 'invalidation'],
    content: countsContent,
  },
  { id: 'rollback', title: 'Maps that fail', charts: ['rollback'], content: rollbackContent },
  { id: 'modes', title: 'Modes', charts: [], content: modesContent },
  { id: 'traces', title: 'Mixes and traces', charts: [], content: tracesContent },
  { id: 'warnings', title: 'Warnings', charts: [], content: warningsContent },
  { id: 'failures', title: 'Rows that failed', charts: [], content: failuresContent },
  {
    id: 'method',
    title: 'Method in short',
    charts: ['dilution', 'samples'],
    content: methodContent,
  },
  { id: 'run', title: 'Machine and run', charts: [], content: runContent },
]

/** All sections; a chart that none of them names stands in the last. */
export const SECTIONS: readonly Section[] = [
  ...PLANNED,
  { id: 'more', title: 'More', charts: unnamed() },
]

function unnamed(): string[] {
  const named = new Set(PLANNED.flatMap(({ charts }) => charts))
  return CHARTS.map(({ name }) => name).filter((name) => !named.has(name))
}

/** A section's charts, in its order; those that were not drawn are passed over. */
export function chartsOf({ charts }: Section, drawn: readonly DrawnChart[]): DrawnChart[] {
  return charts.flatMap((name) => drawn.find(({ chart }) => chart.name === name) ?? [])
}
