/** What happened in a run beside its measuring, from its times and from what the system reported. */

import type { CellResult, Result } from '../../record/index.js'
import { driftOf, median, modesOf, strays } from '../stats/index.js'
import { ofWorst, STEALING, UNSTEADY, type Warning, warnings } from './warnings.js'

/** Collects them: the machine's first, then the cells'. */
export function disturbancesOf(result: Result): Warning[] {
  return [...ofMachine(result), ...ofCells(result.cells)]
}

function ofMachine({ machine, run }: Result): Warning[] {
  const { after, before } = machine
  const found: Warning[] = []
  const from = before.frequencyMhz
  const to = after?.frequencyMhz
  if (from !== undefined && to !== undefined && Math.abs(to / from - 1) > UNSTEADY) {
    found.push(warnings.frequency(from, to))
  }
  const throttled = (after?.throttled ?? 0) - (before.throttled ?? 0)
  if (throttled > 0 && before.throttled !== undefined) found.push(warnings.throttled(throttled))
  const seconds = (Date.parse(run.finishedAt) - Date.parse(run.startedAt)) / 1000
  const stolen = (after?.stolenSeconds ?? 0) - (before.stolenSeconds ?? 0)
  if (before.stolenSeconds !== undefined && seconds > 0 && stolen / seconds > STEALING) {
    found.push(warnings.stolen(stolen, seconds))
  }
  // Of pinned processes only other threads than the timing one are moved.
  const { migrations = 0 } = run
  if (migrations > 0 && machine.pinnedCpu === undefined) found.push(warnings.migrated(migrations))
  return found
}

function ofCells(cells: readonly CellResult[]): Warning[] {
  const all = cells.map((cell) => ({
    id: cell.id,
    rows: unsettledRows(cell),
    columns: columnsOf(cell),
  }))
  const touched = (of: (cell: (typeof all)[number]) => number | undefined) =>
    all.flatMap((cell) => {
      const value = of(cell)
      return value === undefined ? [] : [{ id: cell.id, value }]
    })
  return [
    ...ofWorst(
      touched(({ rows }) => rows),
      warnings.unsettled,
    ),
    ...ofWorst(
      touched(({ columns }) => largestOf(columns, driftOf)),
      warnings.drifting,
    ),
    ...ofWorst(
      touched(({ columns }) => largestOf(columns, modeDistance)),
      warnings.twoModes,
    ),
    ...ofWorst(
      touched(({ columns }) => mostStrays(columns)),
      warnings.outliers,
    ),
  ]
}

function unsettledRows({ unsettled }: CellResult): number | undefined {
  const rows = Object.keys(unsettled ?? {}).length
  return rows === 0 ? undefined : rows
}

/** Logarithms of every row's times in one direction. */
function columnsOf({ ns }: CellResult): number[][] {
  return Object.values(ns).flatMap((ops) =>
    Object.values(ops).map((column) =>
      column.flatMap((time) => (time === null ? [] : Math.log(time))),
    ),
  )
}

/** As a ratio's distance from 1. */
function largestOf(
  columns: readonly number[][],
  of: (values: readonly number[]) => number | undefined,
): number | undefined {
  const sizes = columns.flatMap((column) => of(column) ?? [])
  // One row among many is chance; half of them are the machine.
  const typical = sizes.length * 2 >= columns.length ? median(sizes.map(Math.abs)) : undefined
  return typical !== undefined && typical > UNSTEADY ? Math.exp(typical) - 1 : undefined
}

function modeDistance(values: readonly number[]): number | undefined {
  const [low, high] = modesOf(values) ?? []
  return low && high && high.median - low.median
}

/** Share of the rounds that took much longer or shorter than the others of their row. */
function mostStrays(columns: readonly number[][]): number | undefined {
  const shares = columns.map((column) => strays(column, UNSTEADY))
  const share = shares.reduce((sum, value) => sum + value, 0) / Math.max(1, shares.length)
  return share > UNSTEADY ? share : undefined
}
