/** Invalidation commands that an unmap would cost on hardware of several kinds, by call shape. */
import type { TopLevelSpec } from 'vega-lite'
import { type Counts, flushQueueCommands } from '../../engines/contract/index.js'
import type { Analysis, FigureOp } from '../../results/analysis/types.js'
import type { Chart, Table } from './chart.js'
import { countedCells, countPanels, countRows, type Event } from './count-panels.js'
import { specOf } from './spec.js'
import { LIGHT, type Theme } from './theme.js'

const OPS: readonly FigureOp[] = ['unmap', 'mixed']

/** Commands of one unmap. In mixed operations every second one is an unmap. */
function commands(name: string, of: (counts: Counts) => number | undefined): Event {
  return {
    name,
    each: (counts, operations) => {
      const count = of(counts)
      return count === undefined ? undefined : count / operations
    },
  }
}

const MODELS: readonly Event[] = [
  commands('SMMUv2, a page each', ({ tlbiPerPage }) => tlbiPerPage),
  commands('SMMUv3, a list', ({ tlbiList }) => tlbiList),
  commands('SMMUv3, a range', ({ tlbiRange }) => tlbiRange),
  { name: 'flush queue, its share', each: () => flushQueueCommands(1) },
]

export const invalidation: Chart = {
  name: 'invalidation',
  title: 'Invalidation commands, by hardware and call shape',
  caption: () =>
    'Commands of one operation on a logarithmic axis, in the largest cell of each layout, worked out ' +
    'from what was counted: an SMMUv2 takes one a page, an SMMUv3 a list of them, or ranges where it ' +
    'can, each with its sync. A flush queue invalidates everything once for many unmaps, and the share ' +
    'of one is shown; tables that go are invalidated at once there too, and are not in it. None of ' +
    'these commands is in any time of this report.',
  spec(analysis: Analysis, theme: Theme = LIGHT): TopLevelSpec | undefined {
    const all = countedCells(analysis, OPS)
    if (all.length === 0) return undefined
    return specOf(invalidation.title, theme, {
      spacing: 18,
      vconcat: countPanels(all, MODELS, theme),
    })
  },
  table: (analysis: Analysis): Table => ({
    columns: ['cell', 'direction', 'call shape', ...MODELS.map(({ name }) => name)],
    rows: countRows(analysis, countedCells(analysis, OPS), MODELS),
  }),
  cells: (analysis) => countedCells(analysis, OPS).map(({ cell }) => cell.id),
}
