/** Tiers against each other, the same call shape: one kernel tree against another, and the check of our own tier. */
import { COUNTER_NAMES, type Counter } from '../../engines/contract/index.js'
import type { CellResult, Row } from '../schema.js'
import { countsOf, figureOps, timesOf } from './cell.js'
import { type Contrast, contrast } from './pairs.js'
import type { FigureOp } from './types.js'

/** How the names of tiers begin that are a kernel's own code. */
const KERNEL = 'linux-'

/** A row and its twin on another tier, in one cell and direction. */
export interface AcrossPair {
  cell: CellResult
  op: FigureOp
  shape: string
  before: Row
  after: Row
  /** ln(time(after) / time(before)), from pairs within a round. */
  contrast: Contrast
  /** Counters that both have and that differ. */
  changed: Counter[]
}

/**
 * Pairs the rows of every cell: each kernel tree with the first that was named, a build variant with
 * the same variant; and where one tree is there alone, it with tier native.
 */
export function pairAcross(cells: readonly CellResult[], rows: readonly Row[]): AcrossPair[] {
  return rows.flatMap((after) => {
    const before = twinOf(after, rows)
    if (before === undefined) return []
    return cells.flatMap((cell) =>
      figureOps(cell).flatMap((op) => {
        const timed = [before, after].every((row) =>
          timesOf(cell, row, op).some((time) => time !== null),
        )
        return timed ? [pairOf(cell, op, before, after)] : []
      }),
    )
  })
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

function twinOf(row: Row, rows: readonly Row[]): Row | undefined {
  if (row.role !== 'baseline' && row.role !== 'shape') return undefined
  const kernels = [...new Set(rows.map(({ tier }) => tier).filter((tier) => isKernel(tier)))]
  const trees = [...new Set(kernels.map(treeOf))]
  const first = trees[0]
  if (first === undefined) return undefined
  const alike = (tier: string) =>
    rows.find(
      (other) =>
        other.tier === tier &&
        other.role === row.role &&
        other.shape === row.shape &&
        other.format === row.format,
    )
  if (isKernel(row.tier)) {
    return treeOf(row.tier) === first ? undefined : alike(first + variantOf(row.tier))
  }
  return trees.length === 1 && row.tier === 'native' ? alike(first) : undefined
}

function isKernel(tier: string): boolean {
  return tier.startsWith(KERNEL)
}

/** `linux-6.1.192` for `linux-6.1.192+retpoline`, and what follows it. */
function treeOf(tier: string): string {
  return tier.split('+')[0] ?? tier
}

function variantOf(tier: string): string {
  return tier.slice(treeOf(tier).length)
}
