/** What the explorer can show of a figure, and how it is taken from the analysis. */

import {
  bytesBeyond,
  COUNTER_NAMES,
  COUNTERS,
  type Counter,
  type Counts,
  IOMMUS,
  indirectCalls,
  opCalls,
} from '../../../engines/contract/index.js'
import {
  type Analysis,
  type CellAnalysis,
  type Figure,
  type FigureOp,
  type Judged,
  judgedOf,
  type RowAnalysis,
} from '../../../results/analysis/index.js'
import { formatModes, layoutsWords, moreInstructionsWords } from '../../phrases/index.js'
import { capital } from '../../text/index.js'
import type { Mark, Measure } from './data.js'
import { INSTRUCTIONS_PER_PAGE, NS_PER_OPERATION, NS_PER_PAGE, OP_CALLS, SPEEDUP } from './names.js'

/** Where a figure stands. */
interface Spot {
  analysis: Analysis
  cell: CellAnalysis
  row: RowAnalysis
  op: FigureOp
  figure: Figure
}

/** A measure with the way to its value; nothing where a figure has none. */
export interface Taken extends Measure {
  of(spot: Spot): number | Mark | undefined
}

const RATIOS: readonly Taken[] = [
  {
    id: SPEEDUP,
    label: 'speed-up',
    group: 'Time',
    kind: 'ratio',
    meaning: 'time(per-page) / time(call shape): right of 1 is faster',
    of: ({ figure, row }) => (row.role === 'baseline' ? undefined : speedup(figure)),
  },
  {
    id: NS_PER_PAGE,
    label: 'time a page',
    group: 'Time',
    kind: 'ns',
    meaning:
      'time for one page of the smallest size; of map + unmap for one that is mapped and unmapped',
    of: ({ figure }) => figure.nsPerPage,
  },
  {
    id: NS_PER_OPERATION,
    label: 'time an operation',
    group: 'Time',
    kind: 'ns',
    meaning: 'time for one map or unmap of a buffer; of map + unmap for one of each',
    of: ({ figure }) => figure.nsPerOperation,
  },
  {
    id: 'left-punt',
    label: 'left on the table, by punting',
    group: 'Time',
    kind: 'ratio',
    meaning:
      'time(call shape) / time(punt), the whole operation in one call: left of 1 punting is slower',
    of: ({ figure }) => judgedMark(figure.left.punt),
  },
  {
    id: 'left-punt-range',
    label: 'left on the table, with one range too',
    group: 'Time',
    kind: 'ratio',
    meaning:
      'time(call shape) / time(punt-range), the whole operation in one call and one invalidation range: left of 1 punting is slower',
    of: ({ figure }) => judgedMark(figure.left['punt-range']),
  },
  {
    id: 'across',
    label: "against another tree's or tier's code",
    group: 'Time',
    kind: 'ratio',
    meaning: 'time(this code) / time(the other), same call shape: right of 1 is slower',
    of: ({ analysis, cell, op, row }) => {
      const found = analysis.across.find(
        (one) => one.cell === cell.id && one.op === op && one.after === row.id,
      )
      if (found === undefined) return undefined
      const layouts = found.layouts === undefined ? [] : [layoutsWords(found.layouts)]
      return ratioMark(found.judged, [`the other: ${found.before}`, ...layouts])
    },
  },
  {
    id: 'library',
    label: 'generic_pt against io-pgtable-arm',
    group: 'Time',
    kind: 'ratio',
    meaning:
      "time(io-pgtable-arm's map-unmap-pages) / time(generic_pt's punt-range): other code and another format; right of 1 generic_pt is faster",
    of: ({ analysis, cell, op, row }) => {
      const found = analysis.libraries.find(
        (one) => one.cell === cell.id && one.op === op && one.after === row.id,
      )
      if (found === undefined) return undefined
      const layouts = found.layouts === undefined ? [] : [layoutsWords(found.layouts)]
      return ratioMark(found.judged, layouts)
    },
  },
]

const INSTRUCTIONS: readonly Taken[] = [
  {
    id: INSTRUCTIONS_PER_PAGE,
    label: 'instructions a page',
    group: 'Instructions',
    kind: 'count',
    meaning: 'instructions for one page of the smallest size',
    of: ({ figure }) => figure.instructions?.perPage,
  },
  {
    id: 'instr-op',
    label: 'instructions an operation',
    group: 'Instructions',
    kind: 'count',
    meaning: 'instructions for one operation',
    of: ({ figure }) => figure.instructions?.perOperation,
  },
]

/** Headings of the list of measures. */
const GROUPS = [
  'Time',
  'Calls',
  'Page table',
  'Instructions',
  'Invalidation',
  'Write-back and barriers',
]

const SUMS: readonly Taken[] = [
  counted({
    id: OP_CALLS,
    label: 'calls',
    group: 'Calls',
    meaning: 'calls from the core to the driver, and from there to the page table, an operation',
    of: opCalls,
  }),
  counted({
    id: 'indirect',
    label: 'indirect calls',
    group: 'Calls',
    meaning: 'the same with TLB ops and iotlb syncs, an operation',
    of: indirectCalls,
  }),
  counted({
    id: 'ptes',
    label: 'pte accesses',
    group: 'Page table',
    meaning: 'ptes loaded, stored and installed by compare-and-swap, an operation',
    of: ({ pteCas = 0, pteReads, pteWrites }) =>
      pteReads === undefined || pteWrites === undefined ? undefined : pteReads + pteWrites + pteCas,
  }),
]

const INVALIDATIONS: readonly Taken[] = [
  ...IOMMUS.map(({ counter, name }) =>
    counted({
      id: counter,
      label: `invalidation commands, ${name}`,
      group: 'Invalidation',
      meaning: `${COUNTERS[counter]}, an operation`,
      of: (counts, { row }) => (row.iommus.includes(counter) ? counts[counter] : undefined),
    }),
  ),
  counted({
    id: 'beyond',
    label: 'bytes invalidated beyond',
    group: 'Invalidation',
    meaning: 'bytes that are invalidated beyond those that were unmapped, an operation',
    of: bytesBeyond,
  }),
]

/** Counters that stand under a heading of their own; the others come last. */
const GROUP_OF: Partial<Record<Counter, string>> = {
  driverCalls: 'Calls',
  tableCalls: 'Calls',
  tlbAdds: 'Calls',
  rangeAdds: 'Calls',
  flushWalks: 'Calls',
  forcedSyncs: 'Calls',
  finalSyncs: 'Calls',
  walks: 'Page table',
  levels: 'Page table',
  pteReads: 'Page table',
  pteWrites: 'Page table',
  pteCas: 'Page table',
  pageLeaves: 'Page table',
  blockLeaves: 'Page table',
  leafClears: 'Page table',
  tableAllocs: 'Page table',
  tableFrees: 'Page table',
  writeBacks: 'Write-back and barriers',
  writeBackLines: 'Write-back and barriers',
  writeBarriers: 'Write-back and barriers',
  publishBarriers: 'Write-back and barriers',
  iovaToPhys: 'Calls',
}

const COUNTED: readonly Taken[] = COUNTER_NAMES.flatMap((name) => {
  const group = GROUP_OF[name]
  if (group === undefined) return []
  const label = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  const meaning = `${COUNTERS[name]}, an operation`
  return [counted({ id: name, label, group, meaning, of: (counts) => counts[name] })]
})

/** All measures, in the order of the list; those of one heading stand together. */
export const MEASURES: readonly Taken[] = byGroup([
  ...RATIOS,
  ...SUMS,
  ...COUNTED,
  ...INSTRUCTIONS,
  ...INVALIDATIONS,
])

function byGroup(all: readonly Taken[]): Taken[] {
  return GROUPS.flatMap((group) => all.filter((measure) => measure.group === group))
}

/** A count of one operation. */
function counted({
  of,
  ...measure
}: Omit<Measure, 'kind'> & {
  of(counts: Counts, spot: Spot): number | undefined
}): Taken {
  return {
    ...measure,
    kind: 'count',
    of: (spot) => {
      const { cell, figure, op } = spot
      const events = figure.counts && of(figure.counts, spot)
      const operations = cell.operations[op]
      return events === undefined || !operations ? undefined : events / operations
    },
  }
}

function speedup(figure: Figure): Mark | undefined {
  const judged = judgedOf(figure)
  if (judged !== undefined) return judgedMark(judged)
  // One generation allows no interval: there is an estimate all the same.
  const { estimate } = figure
  return estimate === undefined
    ? undefined
    : { value: estimate, open: 'not-resolved', note: 'no interval' }
}

/** A ratio of two rows, with what is known of their work. */
export function judgedMark(judged: Judged | undefined): Mark | undefined {
  if (judged === undefined) return undefined
  const layouts = judged.layouts === undefined ? [] : [layoutsWords(judged.layouts)]
  return ratioMark(judged, [...workNotes(judged), ...layouts])
}

function workNotes({ moreInstructions, verdict, work }: Judged): string[] {
  switch (work) {
    case 'differs':
      return []
    case 'same-calls':
      return moreInstructions === undefined
        ? ['same calls']
        : [`same calls, ${moreInstructionsWords(moreInstructions)}`]
    case 'same-work':
      return [
        verdict === 'resolved'
          ? 'nothing that was counted explains it: same calls and instructions'
          : 'same calls and instructions',
      ]
    case 'contradiction':
      return ['nothing that was counted explains it: same calls']
  }
}

function ratioMark(
  { interval, modes, verdict }: Pick<Judged, 'interval' | 'modes' | 'verdict'>,
  notes: readonly string[],
): Mark {
  const two = modes === undefined ? [] : [`two values: ${formatModes(modes)}`]
  const note = [...notes, ...two].join('; ')
  return {
    value: interval.estimate,
    low: interval.low,
    high: interval.high,
    ...(verdict !== 'resolved' && { open: verdict }),
    ...(note !== '' && { note: capital(note) }),
  }
}
