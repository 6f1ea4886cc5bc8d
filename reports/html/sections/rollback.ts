/** Caller's rollback against layered, position by position. */
import type { Analysis } from '../../../results/analysis/types.js'
import {
  cellGroups,
  formatNs,
  intervalWords,
  judgedWords,
  MARKS,
  type Rollback,
  rollbacks,
} from '../../words/index.js'
import { html, type Markup } from '../markup.js'
import { again } from './again.js'
import { touchMark } from './cautions.js'
import { groupTables } from './groups.js'
import { figureTable } from './table.js'

/** Nothing where no map fails in this run. */
export function rollbackContent(analysis: Analysis): Markup | undefined {
  const all = cellGroups(analysis).flatMap((group) => rollbacks(group))
  const tables = groupTables(analysis, 'rollback')
  if (tables === undefined) return undefined
  return html`${all.length === 0 ? undefined : versus(analysis, all)}${tables}`
}

function versus(analysis: Analysis, all: readonly Rollback[]): Markup {
  const title = 'Rollback by the caller against layered'
  return html`
<h3>${title}</h3>
<p class="legend">The failing map and its rollback, timed together. The ratio is time(caller's) /
time(layered): above 1, rolling back in the caller is the slower way. ${intervalWords(analysis.family)}</p>
${figureTable(
  `${title}: table`,
  {
    columns: ['cell', 'fails at', 'by the caller', 'layered', 'ratio'],
    rows: all.map(({ cell, caller, layered, callerNs, layeredNs, ratio }) => [
      cell.title,
      failsAt(cell),
      `${formatNs(callerNs)} (${caller.shape})`,
      `${formatNs(layeredNs)} (${layered.shape})`,
      ratio === undefined ? MARKS.missing : judgedWords(ratio),
    ]),
  },
  1,
  all.map(({ cell }) => touchMark(analysis, cell)),
)}
${again(
  analysis,
  all.map(({ cell }) => cell.id),
)}`
}

function failsAt({ failing }: Rollback['cell']): string {
  if (failing === undefined) return ''
  return `${failing.error}, page ${failing.page + 1} of ${failing.pages}`
}
