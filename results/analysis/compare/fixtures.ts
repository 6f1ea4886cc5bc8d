/** Pairs of synthetic runs whose true ratios are known. Their times are invented. */
import { EVERY_CELL, type SyntheticOptions, syntheticResult } from '../../fixtures/synthetic.js'
import type { CellResult } from '../../record/cell.js'
import type { Op, Result } from '../../record/schema.js'
import { type CompareOptions, compareResults } from './compare.js'
import type { ComparedFigure, Comparison, RunComparison } from './types.js'

/** Cells that are enough: of several layouts and kinds of workload, some that share a mean. */
const CELLS = [
  '64K@4K',
  '2M@4K',
  '64M@4K',
  '2M@4K+2M',
  '64M@4K+2M',
  'mix:fifo',
  'rollback:EEXIST@mid-run',
  'trace:arm64-6.1-strict-nvme_seq1m',
]

/** A run of a few cells; generations and noise are such that a few per cent can be seen. */
export function quietRun(options: SyntheticOptions = {}): Result {
  const withoutCells = [
    ...EVERY_CELL.filter((id) => !CELLS.includes(id)),
    ...(options.withoutCells ?? []),
  ]
  return syntheticResult({
    generations: 6,
    noise: { generation: 0.002, round: 0.005, row: 0.002 },
    ...options,
    withoutCells,
  })
}

/** Where times are made longer or shorter. */
export interface TimesAt {
  row?: string
  cell?: string
  op?: Op
}

/** A copy whose times are `factor` as long, where `at` says. */
export function slowed(result: Result, factor: number, at: TimesAt = {}): Result {
  const copy = structuredClone(result)
  for (const { id, ns } of copy.cells) {
    if (at.cell !== undefined && at.cell !== id) continue
    for (const [row, columns] of Object.entries(ns)) {
      if (at.row !== undefined && at.row !== row) continue
      for (const [op, column] of Object.entries(columns)) {
        if (at.op !== undefined && at.op !== op) continue
        for (const [round, time] of column.entries()) {
          column[round] = time === null ? null : time * factor
        }
      }
    }
  }
  return copy
}

/** A copy with one of its cells changed in place. */
export function withCell(result: Result, id: string, change: (cell: CellResult) => void): Result {
  const copy = structuredClone(result)
  const cell = copy.cells.find((other) => other.id === id)
  if (cell === undefined) throw new Error(`no cell ${id}`)
  change(cell)
  return copy
}

/** Compares two runs and hands over both the whole and its only part. */
export function compareTwo(
  old: Result,
  now: Result,
  options?: CompareOptions,
): { comparison: Comparison; run: RunComparison } {
  const comparison = compareResults(
    [
      { name: 'old', result: old },
      { name: 'new', result: now },
    ],
    options,
  )
  const [run] = comparison.against
  if (run === undefined) throw new Error('nothing was compared')
  return { comparison, run }
}

/** The one figure of a row in a cell and direction. */
export function figureAt(
  { figures }: RunComparison,
  cell: string,
  row: string,
  op: ComparedFigure['op'],
): ComparedFigure {
  const found = figures.find((one) => one.cell === cell && one.row === row && one.op === op)
  if (found === undefined) throw new Error(`no figure of ${row} in ${cell}, ${op}`)
  return found
}
