/** Tiers against each other: one kernel tree against another, and the check of our own tier. */

import { KERNEL_TIERS, plainTier, sameChoices } from '../../../engines/contract/index.js'
import type { CellResult, Row } from '../../record/index.js'
import { judgeRatio, type Ratio } from '../ratios/judge.js'
import { floorIn } from '../ratios/noise.js'
import { contrast } from '../ratios/pairs.js'
import { countsOf, type FigureOp, figureOps, isTimed } from '../relations/cell.js'
import type { Layouts } from '../relations/layouts.js'
import { instructionsOf, SAME_INSTRUCTIONS } from '../relations/relation.js'
import { choicesOf, modeOf } from '../relations/steps.js'
import { type ChangedCount, changedCounts } from './changed-counts.js'
import { clearsFirst } from './libraries.js'
import { type Pending, type RowPair, timedPairs } from './pending.js'

/** A row on two tiers, by its choices or its call shape's name, in one cell and direction. */
export interface Across {
  cell: string
  op: FigureOp
  shape: string
  /** Row ids. */
  before: string
  after: string
  /** time(after) / time(before): above 1 is slower. Equal counts are no reason to claim nothing here. */
  judged: Ratio
  /** `own` is that of `before`; where they differ. */
  layouts?: Layouts
  /** Counters that differ, with what they were in one cycle: exact, whatever the times say. */
  changed: ChangedCount[]
  /** Instructions a page, where both were counted, and whether they differ by more than counting allows. */
  instructions?: { before: number; after: number; changed: boolean }
}

/**
 * Pairs the rows of every cell. A kernel tree's row is compared with the first tree that has its call
 * shape, a build variant against the same variant. Where one tree is there alone, tier native is held
 * against it: by what the rows choose, since a tree's write-back is its own business, and by name
 * where they declare none; always in one format.
 *
 * @returns with the ids of rows that have no counterpart.
 */
export function pairAcross(
  cells: readonly CellResult[],
  rows: readonly Row[],
): { across: Array<Pending<Across>>; withoutTwin: string[] } {
  const compared = rows.filter(({ role }) => role === 'baseline' || role === 'shape')
  const kernel = compared.filter(({ tier }) => tier.startsWith(KERNEL_TIERS))
  const trees = [...new Set(kernel.map(({ tier }) => plainTier(tier)))]
  const native = trees.length === 1 ? compared.filter(({ tier }) => tier === 'native') : []
  const plain = kernel.filter(({ tier }) => variantOf(tier) === '')
  const twins = (cell: CellResult) =>
    trees.length === 1 ? nativeTwins(cell, native, plain) : treeTwins(kernel, trees)
  const pairs = cells.flatMap((cell) => timedPairs(cell, twins(cell), figureOps(cell)))
  const sides = trees.length > 1 ? kernel : native.length > 0 ? [...native, ...plain] : []
  const known = new Set(pairs.flatMap(({ after, before }) => [after, before]))
  const isOnOtherSide = (row: Row) =>
    sides.some(
      ({ format, tier }) => plainTier(tier) !== plainTier(row.tier) && format === row.format,
    )
  const wasTimed = (row: Row) =>
    cells.some((cell) => figureOps(cell).some((op) => isTimed(cell, row, op)))
  return {
    across: pairs.map(comparedAcross),
    withoutTwin: sides
      .filter((row) => !known.has(row) && isOnOtherSide(row) && wasTimed(row))
      .map(({ id }) => id),
  }
}

/** ln(time(after) / time(before)) of a row and its twin on another tier. */
function comparedAcross({ after, before, cell, op }: RowPair): Pending<Across> {
  const compared = contrast(cell, after, before, op)
  const { layouts, sample } = compared
  const [was, is] = [before, after].map(({ engine }) => instructionsOf(cell, engine, op))
  return {
    sample,
    judge: (how, cells) => {
      const judged = judgeRatio(compared, how, floorIn(cells, cell.id, after.format, op))
      if (judged === undefined) return []
      return [
        {
          cell: cell.id,
          op,
          shape: after.shape,
          before: before.id,
          after: after.id,
          judged,
          ...(layouts && { layouts }),
          changed: changedCounts(
            countsOf(cell, before.engine, op),
            countsOf(cell, after.engine, op),
          ),
          ...(was && is && { instructions: changeOf(was.perPage, is.perPage) }),
        },
      ]
    },
  }
}

function changeOf(before: number, after: number): NonNullable<Across['instructions']> {
  return { before, after, changed: Math.abs(after - before) > SAME_INSTRUCTIONS }
}

type Twins = Array<Pick<RowPair, 'before' | 'after'>>

/** Each tree's rows with those of the first tree that has the call shape. */
function treeTwins(kernel: readonly Row[], trees: readonly string[]): Twins {
  return kernel.flatMap((after) => {
    const alike = trees.flatMap((tree) =>
      kernel.filter(
        ({ format, shape, tier }) =>
          tier === tree + variantOf(after.tier) && shape === after.shape && format === after.format,
      ),
    )
    const [before] = alike
    return before === undefined || before === after ? [] : [{ before, after }]
  })
}

/** The rows of a tree with those of tier native that come to the same in this cell's mode. */
function nativeTwins({ mode }: CellResult, native: readonly Row[], kernel: readonly Row[]): Twins {
  return kernel.flatMap((before) => {
    const own = choicesOf(before)
    const alike = native.filter((row) => {
      const choices = choicesOf(row)
      if (row.format !== before.format) return false
      return own === undefined || choices === undefined
        ? row.shape === before.shape
        : sameChoices(choices, own, modeOf(mode))
    })
    const after =
      clearsFirst(before, native) ?? alike.find(({ shape }) => shape === before.shape) ?? alike[0]
    return after === undefined ? [] : [{ before, after }]
  })
}

/** `+retpoline` of `linux-6.1.192+retpoline`. */
function variantOf(tier: string): string {
  return tier.slice(plainTier(tier).length)
}
