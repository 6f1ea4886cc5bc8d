/** Page-table formats side by side: times and counts of the same buffers, and no ratio of call shapes. */

import { type Counts, formatWords, opCalls } from '../../engines/contract/index.js'
import type { Analysis, CellAnalysis, FigureOp, RowAnalysis } from '../../results/analysis/index.js'
import { listWords } from '../text/index.js'
import { MARKS, marked } from './figures.js'
import { formatCount, formatInterval, formatNs } from './format.js'
import type { GroupGrid } from './group-table.js'
import { isTimedIn } from './groups.js'
import { freedCell, genericRanges, keptCells, OTHER_CODE } from './libraries.js'
import { OP_WORDS, tierWords } from './terms.js'

/** A tree's formats. */
export interface FormatTable {
  title: string
  /** How to read it. */
  legend: string
  grid: GroupGrid
  /** Columns of the grid that hold names and times; what follows are counts. */
  timeColumns: number
  /** generic_pt beside the native rung of its semantics, in counts alone; a line each. */
  counts: string[]
}

/** What is counted of one operation, by its column. */
const EVENTS: ReadonlyArray<readonly [name: string, of: (counts: Counts) => number | undefined]> = [
  ['calls', opCalls],
  ['pte reads', ({ pteReads }) => pteReads],
  ['pte writes', ({ pteWrites }) => pteWrites],
  ['gathers', gathers],
  ['write-backs', ({ writeBacks }) => writeBacks],
]

/** A table for every tree that has two formats or more, generic_pt among them. */
export function formatTables(analysis: Analysis): FormatTable[] {
  const all = genericRanges(analysis)
  return [...new Set(all.map(({ tier }) => tier))].flatMap((tier) => {
    const ranges = all.filter((row) => row.tier === tier)
    const arm = analysis.rows.filter((row) =>
      [...analysis.libraries, ...analysis.librariesByRange].some(
        ({ after, before }) => before === row.id && ranges.some(({ id }) => id === after),
      ),
    )
    const rows = [...arm, ...ranges]
    if (rows.length < 2) return []
    const freed = freedCell(analysis, rows)
    const kept = keptCells(analysis, rows)
    const cells = [...new Set([...kept, ...(freed === undefined ? [] : [freed])])]
    if (cells.length === 0) return []
    return [
      {
        title: `Formats side by side, ${tierWords(tier)}`,
        legend: legendOf(arm),
        ...gridOf(analysis, cells, rows),
        counts: countLines(analysis, cells, ranges),
      },
    ]
  })
}

function legendOf(arm: readonly RowAnalysis[]): string {
  const shapes =
    arm.length === 0
      ? 'Formats of generic_pt by punt-range'
      : 'The format of io-pgtable-arm by map-unmap-pages, and with one range by range-gather; those of generic_pt by ' +
        'punt-range; arm over it: time of map-unmap-pages over that of the other, above 1 where generic_pt is faster'
  return (
    `These are different tables, and between libraries ${OTHER_CODE}. ${shapes}. ` +
    'Counts are those of one operation, map / unmap.'
  )
}

function gridOf(
  analysis: Analysis,
  cells: readonly CellAnalysis[],
  rows: readonly RowAnalysis[],
): Pick<FormatTable, 'grid' | 'timeColumns'> {
  const ops = ['map', 'unmap'] as const
  const columns = [
    'cell',
    'format',
    ...ops.map((op) => `${OP_WORDS[op]}, a page`),
    ...ops.map((op) => `${OP_WORDS[op]}, arm over it`),
    ...EVENTS.map(([name]) => name),
  ]
  const lines = cells.flatMap((cell) =>
    rows
      .filter((row) => isTimedIn(cell, row))
      .map((row) => ({
        cell,
        texts: [
          cell.title,
          nameOf(row),
          ...ops.map((op) => timeIn(cell, row, op)),
          ...ops.map((op) => ratioIn(analysis, cell, row, op)),
          ...EVENTS.map(([, of]) => countsIn(cell, row, of)),
        ],
      })),
  )
  const kept = columns.map((_, at) => at < 2 || lines.some(({ texts }) => isShown(texts[at])))
  const keep = (texts: readonly string[]) => texts.filter((_, at) => kept[at])
  return {
    grid: {
      columns: keep(columns),
      rows: lines.map(({ texts }) => keep(texts)),
      cells: lines.map(({ cell }) => cell),
    },
    timeColumns: kept.filter((is, at) => is && at < columns.length - EVENTS.length).length,
  }
}

function nameOf({ format, shape }: RowAnalysis): string {
  return `${formatWords(format)}${shape === 'range-gather' ? ', one range' : ''}`
}

/** A column of nothing, or of no such event, is left out. */
function isShown(text: string | undefined): boolean {
  return text !== undefined && text !== '' && text !== '0 / 0'
}

function timeIn(cell: CellAnalysis, { id }: RowAnalysis, op: FigureOp): string {
  const ns = cell.figures[id]?.[op]?.nsPerPage
  if (!cell.ops.includes(op)) return ''
  return ns === undefined ? MARKS.missing : formatNs(ns)
}

function ratioIn(
  { libraries }: Analysis,
  { id }: CellAnalysis,
  row: RowAnalysis,
  op: FigureOp,
): string {
  const found = libraries.find((one) => one.cell === id && one.op === op && one.after === row.id)
  if (found === undefined) return ''
  const { judged, layouts } = found
  return marked(formatInterval(judged.interval), {
    ...judged,
    work: 'differs',
    ...(layouts && { layouts }),
  })
}

function countsIn(
  cell: CellAnalysis,
  { id }: RowAnalysis,
  of: (counts: Counts) => number | undefined,
): string {
  const each = (['map', 'unmap'] as const).map((op) => {
    const counts = cell.figures[id]?.[op]?.counts
    const operations = cell.operations[op]
    const count = counts && of(counts)
    return count === undefined || !operations ? undefined : formatCount(count / operations)
  })
  return each.every((one) => one === undefined)
    ? ''
    : each.map((one) => one ?? MARKS.missing).join(' / ')
}

/** Leaves and ranges that are added to the gather. */
function gathers({ rangeAdds, tlbAdds }: Counts): number | undefined {
  return rangeAdds === undefined || tlbAdds === undefined ? undefined : rangeAdds + tlbAdds
}

/** What differs of counts, cell and direction; formats that differ alike stand in one line. */
function countLines(
  { countTwins }: Analysis,
  cells: readonly CellAnalysis[],
  ranges: readonly RowAnalysis[],
): string[] {
  const twins = countTwins.filter(
    ({ before, cell }) =>
      cells.some(({ id }) => id === cell) && ranges.some(({ id }) => id === before),
  )
  const [first] = twins
  if (first === undefined) return []
  const formatOf = new Map(ranges.map(({ format, id }) => [id, formatWords(format)]))
  const lines = new Map<string, string[]>()
  for (const { before, cell, changed, op } of twins) {
    if (changed.length === 0) continue
    const each = changed.map((one) => `${one.counter} ${one.before} to ${one.after}`)
    const words = `${OP_WORDS[op]} of ${cell}, of one cycle: ${listWords(each)}`
    lines.set(words, [...(lines.get(words) ?? []), formatOf.get(before) ?? before])
  }
  const opening = `Beside ${first.after}, which clears tables first as generic_pt does, counts`
  return lines.size === 0
    ? [`${opening} are the same.`]
    : [
        `${opening} differ in:`,
        ...[...lines].map(([words, formats]) => `${words} (${listWords(formats)})`),
      ]
}
