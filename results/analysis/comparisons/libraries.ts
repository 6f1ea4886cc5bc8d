/**
 * The two page-table libraries of a kernel tree beside each other, for the same buffers: other code
 * and another format, so that their ratios are comparisons of their own and no call shape's.
 */
import { isVariant, libraryOf } from '../../../engines/contract/index.js'
import type { CellResult, Row } from '../../record/index.js'
import { judgeRatio, type Ratio } from '../ratios/judge.js'
import { floorIn } from '../ratios/noise.js'
import { contrast } from '../ratios/pairs.js'
import { countsOf, type FigureOp } from '../relations/cell.js'
import type { Layouts } from '../relations/layouts.js'
import { isGenericPt } from '../relations/steps.js'
import { type ChangedCount, changedCounts } from './changed-counts.js'
import { type Pending, type RowPair, timedPairs } from './pending.js'

/**
 * A kernel tree's two libraries in one cell and direction: other code and another format, so that this
 * is no ratio of call shapes.
 */
export interface LibraryRatio {
  cell: string
  op: FigureOp
  /** generic_pt's. */
  format: string
  /** Row ids: io-pgtable-arm's map-unmap-pages or range-gather, and generic_pt's punt-range. */
  before: string
  after: string
  /** time(before) / time(after): above 1 generic_pt is faster. */
  judged: Ratio
  /** `own` is generic_pt's; where they differ. */
  layouts?: Layouts
}

/** Two rows whose semantics are the same and whose formats are not: counts may be compared, times not. */
export interface CountTwin {
  cell: string
  op: FigureOp
  /** Row ids: a kernel's, and tier native's. */
  before: string
  after: string
  changed: ChangedCount[]
}

/** What a kernel's core calls in each of its libraries. */
const PAGES = 'map-unmap-pages'
const RANGE = 'punt-range'
/** What gathers one range a call in io-pgtable-arm, as generic_pt does: what is left is other code. */
const ONE_RANGE = 'range-gather'
/** The rung of tier native that clears a table before it goes, as generic_pt does. */
const CLEARS_FIRST = 'clear-first'

/** In sweeps, io-pgtable-arm's pages with generic_pt's range op in each format that has both. */
export function pairLibraries(
  cells: readonly CellResult[],
  rows: readonly Row[],
): Array<Pending<LibraryRatio>> {
  return pairWith(PAGES, cells, rows)
}

/** The same unmaps by one range each: what pages take beyond it is their call per leaf, and not the library. */
export function pairLibrariesByRange(
  cells: readonly CellResult[],
  rows: readonly Row[],
): Array<Pending<LibraryRatio>> {
  return pairWith(ONE_RANGE, cells, rows, ['unmap'])
}

/** @param ops that are compared; all by default. */
function pairWith(
  own: string,
  cells: readonly CellResult[],
  rows: readonly Row[],
  ops?: readonly FigureOp[],
): Array<Pending<LibraryRatio>> {
  const shapes = rows.filter(({ role }) => role === 'shape')
  const sides = shapes
    .filter((row) => row.shape === RANGE && isGenericPt(row))
    .flatMap((after) => {
      const before = shapes.find(
        ({ format, shape, tier }) =>
          tier === after.tier && shape === own && libraryOf(format) === 'io-pgtable-arm',
      )
      return before === undefined ? [] : [{ before, after }]
    })
  return cells
    .filter(({ workload }) => workload === 'sweep')
    .flatMap((cell) => timedPairs(cell, sides, ops ?? cell.ops))
    .map(comparedLibraries)
}

/** ln(time(before) / time(after)) of a row of io-pgtable-arm and one of generic_pt, of one tree and build. */
function comparedLibraries({ after, before, cell, op }: RowPair): Pending<LibraryRatio> {
  const compared = contrast(cell, before, after, op)
  const { layouts, sample } = compared
  const { format } = after
  return {
    sample,
    judge: (how, cells) => {
      const bands = [before, after].map((row) => floorIn(cells, cell.id, row.format, op) ?? 0)
      const judged = judgeRatio(compared, how, Math.max(...bands))
      if (judged === undefined) return []
      const ids = { before: before.id, after: after.id }
      return [{ cell: cell.id, op, format, ...ids, judged, ...(layouts && { layouts }) }]
    },
  }
}

/**
 * generic_pt's range op beside the native rung whose semantics it has, where that is of another
 * format: in counts alone.
 */
export function countTwinsOf(cells: readonly CellResult[], rows: readonly Row[]): CountTwin[] {
  const native = rows.find(({ shape, tier }) => tier === 'native' && shape === CLEARS_FIRST)
  const generic = rows.filter(
    (row) =>
      row.role === 'shape' && row.shape === RANGE && isGenericPt(row) && !isVariant(row.tier),
  )
  if (native === undefined) return []
  return generic
    .filter(({ format }) => format !== native.format)
    .flatMap((row) =>
      cells.flatMap((cell) =>
        cell.ops.flatMap((op): CountTwin[] => {
          const own = countsOf(cell, row.engine, op)
          const other = countsOf(cell, native.engine, op)
          if (own === undefined || other === undefined) return []
          const changed = changedCounts(own, other)
          return [{ cell: cell.id, op, before: row.id, after: native.id, changed }]
        }),
      ),
    )
}

/** Of rows of tier native, the one that a row of generic_pt is compared with in its own format. */
export function clearsFirst(row: Row, native: readonly Row[]): Row | undefined {
  if (row.shape !== RANGE || !isGenericPt(row)) return undefined
  return native.find(({ format, shape }) => shape === CLEARS_FIRST && format === row.format)
}
