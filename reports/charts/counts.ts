/** What an operation costs in events, by call shape: exact, and the same on every machine. */
import type { TopLevelSpec } from 'vega-lite'
import { type Counts, indirectCalls, opCalls } from '../../engines/contract/index.js'
import type { Analysis, FigureOp } from '../../results/analysis/types.js'
import type { Chart, Table } from './chart.js'
import { countedCells, countPanels, countRows, type Event } from './count-panels.js'
import { specOf } from './spec.js'
import { LIGHT, type Theme } from './theme.js'

const OPS: readonly FigureOp[] = ['map', 'unmap', 'mixed']

const EVENTS: readonly Event[] = [
  event('op calls', opCalls),
  event('indirect calls', indirectCalls),
  event('walks', ({ walks }) => walks),
  event('pte reads', ({ pteReads }) => pteReads),
  event('pte writes', ({ pteWrites }) => pteWrites),
  event('tlb adds', ({ tlbAdds }) => tlbAdds),
]

function event(name: string, of: (counts: Counts) => number | undefined): Event {
  return {
    name,
    each: (counts, operations) => {
      const count = of(counts)
      return count === undefined ? undefined : count / operations
    },
  }
}

/** Beside the others where they were counted. */
const INSTRUCTIONS: Event = {
  name: 'instructions',
  each: (_, __, { instructions }) => instructions?.perOperation,
}

function eventsOf({ instructions }: Analysis): readonly Event[] {
  return instructions?.counted ? [...EVENTS, INSTRUCTIONS] : EVENTS
}

export const counts: Chart = {
  name: 'counts',
  title: 'What was counted, by call shape',
  caption: () =>
    'Events of one operation on a logarithmic axis, in the largest cell of each layout, counted ' +
    'exactly in a process that never times. Op calls go from core to driver and from driver to table; ' +
    'indirect calls are these, TLB ops and iotlb syncs; instructions are those of the steady state, ' +
    'where they were counted. What never happens stands at "none". Counts ' +
    'belong to the code and not to the machine.',
  spec(analysis: Analysis, theme: Theme = LIGHT): TopLevelSpec | undefined {
    const all = countedCells(analysis, OPS)
    if (all.length === 0) return undefined
    return specOf(counts.title, theme, {
      spacing: 18,
      vconcat: countPanels(all, eventsOf(analysis), theme),
    })
  },
  table: (analysis: Analysis): Table => ({
    columns: ['cell', 'direction', 'call shape', ...eventsOf(analysis).map(({ name }) => name)],
    rows: countRows(analysis, countedCells(analysis, OPS), eventsOf(analysis)),
  }),
  cells: (analysis) => countedCells(analysis, OPS).map(({ cell }) => cell.id),
}
