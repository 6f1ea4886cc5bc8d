/** Cells that an engine was not timed in, with the reason. */
import type { Analysis } from '../../../results/analysis/index.js'
import { untimedEngines } from '../../phrases/index.js'
import { flatTable } from '../parts/flat-table.js'
import type { Markup } from '../parts/markup.js'

/** Nothing where every engine was timed everywhere. */
export function untimedTable(analysis: Analysis): Markup | undefined {
  const engines = untimedEngines(analysis)
  if (engines.length === 0) return undefined
  return flatTable({
    title: 'What was not timed, and why',
    columns: ['engine', 'what', 'reason', 'cells'],
    words: [1],
    long: [2, 3],
    rows: engines.map(({ cells, engine, everywhere, reason, why }) => [
      engine,
      why,
      reason,
      everywhere ? 'all' : cells.join('; '),
    ]),
  })
}
