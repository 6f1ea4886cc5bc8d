/** Invalidation commands that an unmap would cost on hardware of several kinds, by call shape. */
import type { TopLevelSpec } from 'vega-lite'
import {
  bytesBeyond,
  type Counts,
  flushQueueCommands,
  IOMMUS,
  type Iommu,
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

/** The IOMMUs of some rows, each once: rows of several formats have columns of their own. */
function iommusOfRows(rows: readonly RowAnalysis[]): Iommu[] {
  return IOMMUS.filter(({ counter }) => rows.some(({ iommus }) => iommus.includes(counter)))
}

function modelsOf(rows: readonly RowAnalysis[]): Event[] {
  return [
    ...iommusOfRows(rows).map(({ counter, name }) =>
      inOne(name, (counts, { iommus }) => (iommus.includes(counter) ? counts[counter] : undefined)),
    ),
    {
      name: 'flush queue, a share',
      each: (_, __, ___, { iommus }) => (iommus.length === 0 ? undefined : flushQueueCommands(1)),
    },
  ]
}

/** What the table tells beside commands, where there is any of it. */
function besidesOf(rows: readonly RowAnalysis[]): Event[] {
  return [
    ...iommusOfRows(rows).flatMap(({ name, whole }) =>
      whole === undefined ? [] : [inOne(`${name}: of everything`, (counts) => counts[whole])],
    ),
    inOne('bytes beyond', bytesBeyond),
  ]
}

/** The columns of the table: what never happens has none, but for commands. */
function tableEvents(analysis: Analysis, all: readonly Counted[]): Event[] {
  const happens = (event: Event) =>
    countRows(analysis, all, [event]).some((row) => !['0', '-'].includes(row.at(-1) ?? '-'))
  return [...modelsOf(analysis.rows), ...besidesOf(analysis.rows).filter(happens)]
}

export const invalidation: Chart = {
  name: 'invalidation',
  title: 'Invalidation commands, by hardware and call shape',
  caption: ({ rows }) =>
    'Commands of one operation on a logarithmic axis, in the largest cell of each layout, worked out ' +
    `from what was counted, each with the one that waits for them: ${hardwareWords(rows)} ` +
    'A flush queue invalidates everything once for many unmaps, and the share of one is shown; tables ' +
    'that go are invalidated at once there too, and are not in it. None of these commands is in any ' +
    'time of this report.',
  spec(analysis: Analysis, theme: Theme = LIGHT): TopLevelSpec | undefined {
    const all = countedCells(analysis, OPS)
    if (all.length === 0) return undefined
    return specOf(invalidation.title, theme, {
      spacing: 18,
      vconcat: countPanels(all, modelsOf(drawnRows(all)), theme),
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

function drawnRows(all: readonly Counted[]): RowAnalysis[] {
  return all.flatMap(({ rungs }) => rungs.map(({ row }) => row))
}

/** What is told of hardware where a run has rows whose tables it reads. */
const HARDWARE: ReadonlyArray<{ begins: string; words: string }> = [
  {
    begins: 'SMMU',
    words:
      'an SMMUv2 takes one a page, an SMMUv3 a list of them, or ranges where it can (as many as it ' +
      'takes until October 2026, two at most since). They reach what was gathered and no more; where ' +
      'that is more than was unmapped, or some of it twice, the table tells the bytes. A range that a ' +
      'driver gathers is nothing to an SMMUv2, and has no figure.',
  },
  {
    begins: 'VT-d',
    words:
      'VT-d takes one for the aligned power of two that holds the range, its second stage one for the ' +
      'whole domain beyond 1 GiB.',
  },
  {
    begins: 'AMD',
    words:
      'AMD takes one for the aligned power of two that holds the range, or in a guest one for each ' +
      'aligned piece of it (and some for maps, which are not counted).',
  },
  {
    begins: 'RISC-V',
    words:
      'RISC-V takes one for the aligned power of two that holds the range, or without ranges one a ' +
      'page, and one for everything beyond 512 pages or where a table goes.',
  },
]

function hardwareWords(rows: readonly RowAnalysis[]): string {
  const names = iommusOfRows(rows).map(({ name }) => name)
  const told = HARDWARE.filter(({ begins }) => names.some((name) => name.startsWith(begins)))
  const rounds = told.some(({ begins }) => begins !== 'SMMU')
    ? ['What a power of two reaches beyond what was unmapped is in the table.']
    : []
  return [...told.map(({ words }) => words), ...rounds].join(' ')
}
