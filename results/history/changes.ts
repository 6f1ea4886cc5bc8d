/** Which version changed which figure. */
import type { Counter, Counts } from '../../engines/contract/index.js'
import type { Figures, History, HistoryRow, HistoryVersion } from './schema.js'

export type HistoryOp = 'map' | 'unmap'
export const HISTORY_OPS: readonly HistoryOp[] = ['map', 'unmap']

/** One figure that a version changed, in the cell where it changed most. */
export interface Change {
  version: string
  /** What it is held against. */
  before: string
  subject?: string
  series: string
  /** The row of each, where the core came to call by another. */
  rows?: readonly [before: string, now: string]
  op: HistoryOp
  /** `instructions` where no counter changed. */
  figure: Counter | 'instructions'
  cell: string
  pages: number
  old: number
  new: number
  /** Other cells that it changed in. */
  more: number
}

/**
 * Counters that one cause changes together, the one that says it best first: of a group the first that
 * changed is printed.
 */
const GROUPS: ReadonlyArray<readonly Counter[]> = [
  ['tableCalls', 'driverCalls', 'walks', 'levels'],
  ['pteReads'],
  ['pteWrites'],
  ['pteCas', 'publishBarriers'],
  ['pageLeaves', 'blockLeaves', 'leafClears'],
  ['tlbAdds', 'rangeAdds', 'forcedSyncs', 'finalSyncs', 'tlbiList', 'invalidatedBytes'],
  ['flushWalks'],
  ['writeBacks', 'writeBackLines'],
  ['writeBarriers'],
  ['tableAllocs', 'tableFrees'],
  ['iovaToPhys'],
]

/** Instructions a page that are a change where every count is the same. */
const LEAST_INSTRUCTIONS = 0.5

/** Changes of all versions, in their order; none of a shard, which has not what they are held against. */
export function changesOf(history: History): Change[] {
  if (history.shard !== undefined) return []
  return history.versions.flatMap((version, at) => {
    const before = beforeOf(history, at)
    if (before === undefined) return []
    return version.rows.flatMap((row) => {
      const old = before.rows.find(({ series }) => series === row.series)
      return old === undefined
        ? []
        : changesBetween(history, { version, row }, { version: before, row: old })
    })
  })
}

/** What a version is held against: its parent, or the nearest before it that has figures. */
function beforeOf({ versions }: History, at: number): HistoryVersion | undefined {
  const parent = versions[at]?.parent
  if (parent !== undefined) return versions.find(({ name }) => name === parent)
  return versions.slice(0, at).findLast(({ rows }) => rows.length > 0)
}

interface Side {
  version: HistoryVersion
  row: HistoryRow
}

function changesBetween({ cells }: History, now: Side, before: Side): Change[] {
  const { name: version, subject } = now.version
  return HISTORY_OPS.flatMap((op) => {
    const both = cells.flatMap(({ id, pages }) => {
      const old = before.row.cells[id]?.[op]
      const own = now.row.cells[id]?.[op]
      return old === undefined || own === undefined ? [] : [{ cell: id, pages, old, now: own }]
    })
    const found = GROUPS.flatMap(
      (group) => group.map((one) => most(one, both, countOf(one))).find(Boolean) ?? [],
    )
    const figures = found.length > 0 ? found : [most('instructions', both, instructionsOf)]
    return figures.flatMap((one) => {
      if (one === undefined) return []
      const rows = [before.row.row, now.row.row] as const
      return {
        version,
        before: before.version.name,
        series: now.row.series,
        op,
        ...one,
        ...(subject !== undefined && { subject }),
        ...(rows[0] !== rows[1] && { rows }),
      }
    })
  })
}

interface Pair {
  cell: string
  pages: number
  old: Figures
  now: Figures
}

/** A figure of both sides; `undefined` where it did not change. */
type Compare = (pair: Pair) => { old: number; new: number } | undefined

function countOf(counter: keyof Counts): Compare {
  return ({ now, old }) => {
    const [was, is] = [old.counts[counter], now.counts[counter]]
    return was === undefined || is === undefined || was === is ? undefined : { old: was, new: is }
  }
}

const instructionsOf: Compare = ({ now, old, pages }) => {
  const [was, is] = [old.instructions, now.instructions]
  if (was === undefined || is === undefined) return undefined
  return Math.abs(is - was) < LEAST_INSTRUCTIONS * pages ? undefined : { old: was, new: is }
}

/** The cell where a figure changed by the largest factor. */
function most(figure: Change['figure'], pairs: readonly Pair[], compare: Compare) {
  const changed = pairs.flatMap((pair) => {
    const values = compare(pair)
    return values === undefined ? [] : [{ figure, cell: pair.cell, pages: pair.pages, ...values }]
  })
  const factor = (one: { old: number; new: number }) =>
    Math.abs(Math.log((one.new + 1) / (one.old + 1)))
  const [first] = changed.toSorted((a, b) => factor(b) - factor(a))
  return first && { ...first, more: changed.length - 1 }
}
