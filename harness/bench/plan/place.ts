/** Which engines run in which cells, and why the others do not. */
import { isVariant, PAGE } from '../../../engines/contract/index.js'
import { domainProblem, geometryOf } from '../../../engines/index.js'
import type { Untimed } from '../../../results/record/index.js'
import type { Cell } from '../../../workloads/index.js'
import type { PlannedCell } from './cell.js'
import { uncovered } from './covers.js'
import type { RunRow, SelectedEngine } from './rows.js'

/** Where a cell's rows are timed and counted. */
type Placement = Pick<PlannedCell, 'rows' | 'counted' | 'untimed'>

/** Places rows in a cell. A baseline runs wherever one of its tier does: without it there are no ratios. */
export function placeRows(cell: Cell, rows: readonly RunRow[]): Placement {
  const untimed: Record<string, Untimed> = {}
  const engines = [...new Set(rows.map((row) => row.engine))]
  for (const engine of engines) {
    const why = untimedIn(cell, engine, engines)
    if (why !== undefined) untimed[engine.description.id] = why
  }
  const whyOf = ({ description }: SelectedEngine) => untimed[description.id]?.why
  return {
    rows: rows.filter(({ engine }) => whyOf(engine) === undefined),
    counted: engines.filter((engine) => {
      if (engine.part === 'limit' || whyOf(engine) === 'not-applicable') return false
      return whyOf(engine) === undefined || !isVariant(engine.description.tier)
    }),
    untimed,
  }
}

function untimedIn(
  cell: Cell,
  engine: SelectedEngine,
  engines: readonly SelectedEngine[],
): Untimed | undefined {
  const { description, part } = engine
  const reason = part === 'limit' ? limitOutside(cell) : outside(cell, description)
  if (reason !== undefined) return { why: 'not-applicable', reason }
  if (part === 'counted')
    return { why: 'not-timed', reason: 'the suite counts it and times it nowhere' }
  if (isNamed(cell, engine) || (part === 'baseline' && isNeeded(cell, engine, engines))) {
    return undefined
  }
  return { why: 'not-timed', reason: 'the suite times it in other cells' }
}

/** Why an engine cannot do what a cell asks for. */
function outside(
  cell: Cell,
  { coherentOnly, format, semantics }: SelectedEngine['description'],
): string | undefined {
  if (!cell.domain.coherent && coherentOnly !== undefined) return coherentOnly
  return formatProblem(cell.domain, format) ?? uncovered(cell, semantics, format)
}

/** Why tables of a format cannot be of a domain, where the format is known. */
export function formatProblem(domain: Cell['domain'], format: string): string | undefined {
  const known = geometryOf(format)
  return known.name === format ? domainProblem(domain, known) : undefined
}

function isNamed({ timedEngines }: Cell, { named }: SelectedEngine): boolean {
  return timedEngines?.includes(named) ?? true
}

/** Whether a baseline has something to be compared with in a cell; the first has, whatever is there. */
function isNeeded(
  cell: Cell,
  baseline: SelectedEngine,
  engines: readonly SelectedEngine[],
): boolean {
  const { format, tier } = baseline.description
  if (engines.find(({ part }) => part === 'baseline') === baseline) return true
  return engines.some(
    (engine) =>
      engine.part === 'shape' &&
      engine.description.tier === tier &&
      engine.description.format === format &&
      isNamed(cell, engine),
  )
}

/** Why a limit says nothing about a cell. */
function limitOutside({ domain, failing }: Cell): string | undefined {
  if (domain.pgsizeBitmap !== PAGE) return 'a limit only knows 4K pages'
  return failing && 'a limit knows no map that fails'
}
