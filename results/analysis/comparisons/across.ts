/** Tiers against each other: one kernel tree against another, and the check of our own tier. */

import {
  COUNTER_NAMES,
  type Counter,
  KERNEL_TIERS,
  plainTier,
  sameChoices,
} from '../../../engines/contract/index.js'
import type { CellResult, Row } from '../../record/index.js'
import type { CellAnalysis } from '../figures/types.js'
import { type How, judgeRatio, type Ratio } from '../ratios/judge.js'
import { floorIn } from '../ratios/noise.js'
import { type Contrast, contrast } from '../ratios/pairs.js'
import { countsOf, type FigureOp, figureOps, isTimed } from '../relations/cell.js'
import type { Layouts } from '../relations/layouts.js'
import { instructionsOf, SAME_INSTRUCTIONS } from '../relations/relation.js'
import { choicesOf, modeOf } from '../relations/steps.js'
import { clearsFirst } from './libraries.js'

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
  changed: Array<{ counter: string; before: number; after: number }>
  /** Instructions a page, where both were counted, and whether they differ by more than counting allows. */
  instructions?: { before: number; after: number; changed: boolean }
}

/** A row and its twin on another tier, in one cell and direction. */
export interface AcrossPair {
  cell: CellResult
  op: FigureOp
  shape: string
  before: Row
  after: Row
  /** ln(time(after) / time(before)). */
  contrast: Contrast
  /** Counters that both have and that differ. */
  changed: Counter[]
}

/** Rows that are compared, and those that have no counterpart. */
export interface AcrossPairs {
  pairs: AcrossPair[]
  /** Row ids. */
  withoutTwin: string[]
}

/**
 * Pairs the rows of every cell. A kernel tree's row is compared with the first tree that has its call
 * shape, a build variant against the same variant. Where one tree is there alone, tier native is held
 * against it: by what the rows choose, since a tree's write-back is its own business, and by name
 * where they declare none; always in one format.
 */
export function pairAcross(cells: readonly CellResult[], rows: readonly Row[]): AcrossPairs {
  const compared = rows.filter(({ role }) => role === 'baseline' || role === 'shape')
  const kernel = compared.filter(({ tier }) => tier.startsWith(KERNEL_TIERS))
  const trees = [...new Set(kernel.map(({ tier }) => plainTier(tier)))]
  const native = trees.length === 1 ? compared.filter(({ tier }) => tier === 'native') : []
  const plain = kernel.filter(({ tier }) => variantOf(tier) === '')
  const twins = (cell: CellResult) =>
    trees.length === 1 ? nativeTwins(cell, native, plain) : treeTwins(kernel, trees)
  const pairs = cells.flatMap((cell) =>
    twins(cell).flatMap(([before, after]) =>
      figureOps(cell).flatMap((op) => {
        const timed = [before, after].every((row) => isTimed(cell, row, op))
        return timed ? [pairOf(cell, op, before, after)] : []
      }),
    ),
  )
  const sides = trees.length > 1 ? kernel : native.length > 0 ? [...native, ...plain] : []
  const known = new Set(pairs.flatMap(({ after, before }) => [after, before]))
  const isOnOtherSide = (row: Row) =>
    sides.some(
      ({ format, tier }) => plainTier(tier) !== plainTier(row.tier) && format === row.format,
    )
  const wasTimed = (row: Row) =>
    cells.some((cell) => figureOps(cell).some((op) => isTimed(cell, row, op)))
  return {
    pairs,
    withoutTwin: sides
      .filter((row) => !known.has(row) && isOnOtherSide(row) && wasTimed(row))
      .map(({ id }) => id),
  }
}

function pairOf(cell: CellResult, op: FigureOp, before: Row, after: Row): AcrossPair {
  const old = countsOf(cell, before.engine, op) ?? {}
  const now = countsOf(cell, after.engine, op) ?? {}
  const both = COUNTER_NAMES.filter((name) => old[name] !== undefined && now[name] !== undefined)
  return {
    cell,
    op,
    shape: after.shape,
    before,
    after,
    contrast: contrast(cell, after, before, op),
    changed: both.filter((name) => old[name] !== now[name]),
  }
}

/** A row on two tiers; none where there are too few generations. */
export function finishAcross(pair: AcrossPair, cells: readonly CellAnalysis[], how: How): Across[] {
  const { after, before, cell, changed, op, shape } = pair
  const judged = judgeRatio(pair.contrast, how, floorIn(cells, cell.id, after.format, op))
  if (judged === undefined) return []
  const counts = [before, after].map(({ engine }) => countsOf(cell, engine, op) ?? {})
  const [was, is] = [before, after].map(({ engine }) => instructionsOf(cell, engine, op))
  const { layouts } = pair.contrast
  return [
    {
      cell: cell.id,
      op,
      shape,
      before: before.id,
      after: after.id,
      judged,
      ...(layouts && { layouts }),
      changed: changed.map((counter) => ({
        counter,
        before: counts[0]?.[counter] ?? 0,
        after: counts[1]?.[counter] ?? 0,
      })),
      ...(was && is && { instructions: changeOf(was.perPage, is.perPage) }),
    },
  ]
}

function changeOf(before: number, after: number): NonNullable<Across['instructions']> {
  return { before, after, changed: Math.abs(after - before) > SAME_INSTRUCTIONS }
}

type Twins = Array<readonly [before: Row, after: Row]>

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
    return before === undefined || before === after ? [] : [[before, after] as const]
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
    return after === undefined ? [] : [[before, after] as const]
  })
}

/** `+retpoline` of `linux-6.1.192+retpoline`. */
function variantOf(tier: string): string {
  return tier.slice(plainTier(tier).length)
}
