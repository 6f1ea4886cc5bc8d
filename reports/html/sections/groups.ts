/** Groups of cells as tables: what no chart of its own shows side by side. */
import type { Analysis } from '../../../results/analysis/types.js'
import type { Workload } from '../../../results/schema.js'
import {
  type CellGroup,
  cellGroups,
  groupTable,
  intervalWords,
  leftDirection,
  markWords,
  modesWords,
  timedShapes,
} from '../../words/index.js'
import { html, type Markup } from '../markup.js'
import { again } from './again.js'
import { touchMark } from './cautions.js'
import { figureTable } from './table.js'

/** The timed groups of one kind of workload, a table each; nothing where there are none. */
export function groupTables(analysis: Analysis, workload: Workload): Markup | undefined {
  const groups = cellGroups(analysis).filter(
    (group) => group.workload === workload && timedShapes(group).length > 0,
  )
  if (groups.length === 0) return undefined
  const modes = modesWords({ cells: groups.flatMap(({ cells }) => cells) })
  return html`${groups.map((group) => groupSection(analysis, group))}
<p class="legend">Speed-ups over per-page, whose own line is its time for one operation. ${intervalWords(analysis.family)} ${markWords(analysis)}${modes && `; ${modes}`}.</p>`
}

function groupSection(analysis: Analysis, group: CellGroup): Markup {
  const grid = groupTable(analysis, group)
  const left = grid.columns.some((name) => name.startsWith('time over'))
  return html`
<h3>${group.heading}</h3>
${figureTable(
  `${group.heading}: table`,
  grid,
  1,
  grid.cells.map((cell) => touchMark(analysis, cell)),
)}
${left ? html`<p class="legend">Times over those of punting are for ${leftDirection(group)}; below 1, punting is the slower way.</p>` : undefined}
${again(
  analysis,
  group.cells.map(({ id }) => id),
)}`
}
