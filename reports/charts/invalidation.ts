/** Invalidation commands that an unmap would cost on hardware of several kinds, by call shape. */
import type { TopLevelSpec } from 'vega-lite'
import {
  ARM_LPAE_IOMMUS,
  bytesBeyond,
  type Counts,
  flushQueueCommands,
} from '../../engines/contract/index.js'
import type { Analysis, FigureOp, RowAnalysis } from '../../results/analysis/types.js'
import type { Chart, Table } from './chart.js'
import { type Counted, countedCells, countPanels, countRows, type Event } from './count-panels.js'
import { specOf } from './spec.js'
import { LIGHT, type Theme } from './theme.js'

const OPS: readonly FigureOp[] = ['unmap', 'mixed']

/**
 * What falls to one unmap, of rows that it means something for. In mixed operations every second one
 * is an unmap.
 */
function inOne(name: string, of: (counts: Counts, row: RowAnalysis) => number | undefined): Event {
  return {
    name,
    each: (counts, operations, _, row) => {
      const count = row.iommus.length === 0 ? undefined : of(counts, row)
      return count === undefined ? undefined : count / operations
    },
  }
}

const MODELS: readonly Event[] = [
  ...ARM_LPAE_IOMMUS.map(({ counter, name }) =>
    inOne(name, (counts, { iommus }) => (iommus.includes(counter) ? counts[counter] : undefined)),
  ),
  {
    name: 'flush queue, a share',
    each: (_, __, ___, { iommus }) => (iommus.length === 0 ? undefined : flushQueueCommands(1)),
  },
]

const BEYOND = inOne('bytes beyond', bytesBeyond)

/** What the table tells: the bytes beyond what was unmapped only where some are. */
function tableEvents(analysis: Analysis, all: readonly Counted[]): readonly Event[] {
  const beyond = countRows(analysis, all, [BEYOND]).map((row) => row.at(-1))
  return beyond.every((bytes) => bytes === '0' || bytes === '-') ? MODELS : [...MODELS, BEYOND]
}

export const invalidation: Chart = {
  name: 'invalidation',
  title: 'Invalidation commands, by hardware and call shape',
  caption: () =>
    'Commands of one operation on a logarithmic axis, in the largest cell of each layout, worked out ' +
    'from what was counted: an SMMUv2 takes one a page, an SMMUv3 a list of them, or ranges where it ' +
    'can (as many as it takes until October 2026, two at most since), each with its sync. They reach ' +
    'what was gathered and no more; where that is more than was unmapped, or some of it twice, the ' +
    'table tells the bytes. A range that a driver gathers is nothing to an SMMUv2, and has no figure. ' +
    'A flush queue invalidates everything once for many unmaps, and the share of one is shown; tables ' +
    'that go are invalidated at once there too, and are not in it. None of these commands is in any ' +
    'time of this report.',
  spec(analysis: Analysis, theme: Theme = LIGHT): TopLevelSpec | undefined {
    const all = countedCells(analysis, OPS)
    if (all.length === 0) return undefined
    return specOf(invalidation.title, theme, {
      spacing: 18,
      vconcat: countPanels(all, MODELS, theme),
    })
  },
  table(analysis: Analysis): Table {
    const all = countedCells(analysis, OPS)
    const events = tableEvents(analysis, all)
    return {
      columns: ['cell', 'direction', 'call shape', ...events.map(({ name }) => name)],
      rows: countRows(analysis, all, events),
    }
  },
  cells: (analysis) => countedCells(analysis, OPS).map(({ cell }) => cell.id),
}
