/** A run as tests: each row in each cell, and whether it passed the check of its work and was measured. */
import type { Analysis, CellAnalysis, RowAnalysis } from '../../results/analysis/index.js'
import { type KtapCase, type KtapTest, ktap as text } from '../ci/index.js'

/** A test for each row, with one for each cell. A row that failed is an error in the cell where it did. */
export function ktap({ cells, rows }: Analysis): string {
  const engines = rows.filter(({ role }) => role !== 'limit')
  return text(
    engines.map((row): KtapTest => {
      const tests = cells.map((cell): KtapCase => ({ name: cell.id, ...resultIn(cell, row) }))
      return { name: row.id, tests: [...started(row, cells), ...tests] }
    }),
  )
}

/** A failure before the first cell is a test of its own. */
function started({ failure }: RowAnalysis, cells: readonly CellAnalysis[]): KtapCase[] {
  if (failure === undefined || cells.some(({ id }) => id === failure.cell)) return []
  return [{ name: failure.cell, result: 'error', why: `${failure.kind}: ${failure.message}` }]
}

function resultIn(
  cell: CellAnalysis,
  { engine, failure, id }: RowAnalysis,
): Pick<KtapCase, 'result' | 'why'> {
  if (failure?.cell === cell.id) {
    return { result: 'error', why: `${failure.kind}: ${failure.message}` }
  }
  const untimed = cell.untimed[engine]
  if (untimed !== undefined) return { result: 'skipped', why: untimed.reason }
  if (Object.keys(cell.figures[id] ?? {}).length > 0) return { result: 'passed' }
  return { result: 'skipped', why: failure ? `it failed in ${failure.cell}` : 'not measured' }
}
