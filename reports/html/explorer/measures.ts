/** What the explorer can show of a figure, and how it is taken from the analysis. */

import {
  bytesBeyond,
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
  type Layouts,
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
  figure: Figure
}

/** A measure with the way to its value; nothing where a figure has none. */
export interface Taken extends Measure {
  of(spot: Spot): number | Mark | undefined
}

/** All measures, by their headings in the list. */
const GROUPS: Record<string, ReadonlyArray<Omit<Taken, 'group'>>> = {
  Time: [
    {
      id: SPEEDUP,
      label: 'speed-up',
      kind: 'ratio',
      meaning: 'time(per-page) / time(call shape): right of 1 is faster',
      of: ({ figure, row }) => (row.role === 'baseline' ? undefined : speedup(figure)),
    },
    {
      id: NS_PER_PAGE,
      label: 'time a page',
      kind: 'ns',
      meaning:
        'time for one page of the smallest size; of map + unmap for one that is mapped and unmapped',
      of: ({ figure }) => figure.nsPerPage,
    },
    {
      id: NS_PER_OPERATION,
      label: 'time an operation',
      kind: 'ns',
      meaning: 'time for one map or unmap of a buffer; of map + unmap for one of each',
      of: ({ figure }) => figure.nsPerOperation,
    },
    {
      id: 'left-punt',
      label: 'left on the table, by punting',
      kind: 'ratio',
      meaning:
        'time(call shape) / time(punt), the whole operation in one call: left of 1 punting is slower',
      of: ({ figure }) => judgedMark(figure.left.punt),
    },
    {
      id: 'left-punt-range',
      label: 'left on the table, with one range too',
      kind: 'ratio',
      meaning:
        'time(call shape) / time(punt-range), the whole operation in one call and one invalidation range: left of 1 punting is slower',
      of: ({ figure }) => judgedMark(figure.left['punt-range']),
    },
    {
      id: 'across',
      label: "against another tree's or tier's code",
      kind: 'ratio',
      meaning: 'time(this code) / time(the other), same call shape: right of 1 is slower',
      of: ({ analysis, figure }) => {
        const found = ofFigure(analysis.across, figure)
        return (
          found &&
          ratioMark(found.judged, [`the other: ${found.before}`, ...layoutNotes(found.layouts)])
        )
      },
    },
    {
      id: 'library',
      label: 'generic_pt against io-pgtable-arm',
      kind: 'ratio',
      meaning:
        "time(io-pgtable-arm's map-unmap-pages) / time(generic_pt's punt-range): other code and another format, and a call per leaf of unmaps; right of 1 generic_pt is faster",
      of: ({ analysis, figure }) => {
        const found = ofFigure(analysis.libraries, figure)
        return found && ratioMark(found.judged, layoutNotes(found.layouts))
      },
    },
  ],
  Calls: [
    counted(
      OP_CALLS,
      'calls',
      'calls from the core to the driver, and from there to the page table, an operation',
      opCalls,
    ),
    counted(
      'indirect',
      'indirect calls',
      'the same with TLB ops and iotlb syncs, an operation',
      indirectCalls,
    ),
    ...counters([
      'driverCalls',
      'tableCalls',
      'tlbAdds',
      'rangeAdds',
      'flushWalks',
      'forcedSyncs',
      'finalSyncs',
      'iovaToPhys',
    ]),
  ],
  'Page table': [
    counted(
      'ptes',
      'pte accesses',
      'ptes loaded, stored and installed by compare-and-swap, an operation',
      ({ pteCas = 0, pteReads, pteWrites }) =>
        pteReads === undefined || pteWrites === undefined
          ? undefined
          : pteReads + pteWrites + pteCas,
    ),
    ...counters([
      'walks',
      'levels',
      'pteReads',
      'pteWrites',
      'pteCas',
      'pageLeaves',
      'blockLeaves',
      'leafClears',
      'tableAllocs',
      'tableFrees',
    ]),
  ],
  Instructions: [
    {
      id: INSTRUCTIONS_PER_PAGE,
      label: 'instructions a page',
      kind: 'count',
      meaning: 'instructions for one page of the smallest size',
      of: ({ figure }) => figure.instructions?.perPage,
    },
    {
      id: 'instr-op',
      label: 'instructions an operation',
      kind: 'count',
      meaning: 'instructions for one operation',
      of: ({ figure }) => figure.instructions?.perOperation,
    },
  ],
  Invalidation: [
    ...IOMMUS.map(({ counter, name }) =>
      counted(
        counter,
        `invalidation commands, ${name}`,
        `${COUNTERS[counter]}, an operation`,
        (counts, { row }) => (row.iommus.includes(counter) ? counts[counter] : undefined),
      ),
    ),
    counted(
      'beyond',
      'bytes invalidated beyond',
      'bytes that are invalidated beyond those that were unmapped, an operation',
      bytesBeyond,
    ),
  ],
  'Write-back and barriers': counters([
    'writeBacks',
    'writeBackLines',
    'writeBarriers',
    'publishBarriers',
  ]),
}

/** All measures, in the order of the list; those of one heading stand together. */
export const MEASURES: readonly Taken[] = Object.entries(GROUPS).flatMap(([group, measures]) =>
  measures.map(({ id, label, ...measure }) => ({ id, label, group, ...measure })),
)

/** A count of one operation. */
function counted(
  id: string,
  label: string,
  meaning: string,
  of: (counts: Counts, spot: Spot) => number | undefined,
): Omit<Taken, 'group'> {
  return {
    id,
    label,
    meaning,
    kind: 'count',
    of: (spot) => {
      const { cell, figure } = spot
      const events = figure.counts && of(figure.counts, spot)
      const operations = cell.operations[figure.op]
      return events === undefined || !operations ? undefined : events / operations
    },
  }
}

/** Counters as they are. */
function counters(names: readonly Counter[]): Array<Omit<Taken, 'group'>> {
  return names.map((name) =>
    counted(
      name,
      name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`),
      `${COUNTERS[name]}, an operation`,
      (counts) => counts[name],
    ),
  )
}

/** What is known of a figure's row against another's. */
function ofFigure<T extends { cell: string; op: FigureOp; after: string }>(
  all: readonly T[],
  { cell, op, row }: Figure,
): T | undefined {
  return all.find((one) => one.cell === cell && one.op === op && one.after === row)
}

function layoutNotes(layouts: Layouts | undefined): string[] {
  return layouts === undefined ? [] : [layoutsWords(layouts)]
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
  return ratioMark(judged, [...workNotes(judged), ...layoutNotes(judged.layouts)])
}

function workNotes({ moreInstructions, verdict, work }: Judged): string[] {
  if (work === 'differs') return []
  if (work === 'contradiction') return ['nothing that was counted explains it: same calls']
  if (work === 'same-work') {
    const unexplained = verdict === 'resolved' ? 'nothing that was counted explains it: ' : ''
    return [`${unexplained}same calls and instructions`]
  }
  const more = moreInstructions === undefined ? '' : `, ${moreInstructionsWords(moreInstructions)}`
  return [`same calls${more}`]
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
