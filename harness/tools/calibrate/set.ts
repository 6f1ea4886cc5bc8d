/**
 * The calibration set: rows whose truth is known, in ten cells. The baseline over and over, and the
 * baseline with a known share of operations more.
 */
import { type Cell, cellsOf, loadSuite } from '../../../workloads/index.js'
import type { PlannedCell } from '../../bench/plan/cell.js'
import { RunRow, type SelectedEngine } from '../../bench/plan/rows.js'
import { slotsFor } from '../../bench/plan/slots.js'

/** Shares of operations more that rows of planted effects do. */
export const PLANTED = [0.01, 0.02, 0.05] as const

/** Null rows beside the baseline: with map, unmap and their sum in ten cells, 210 comparisons. */
const NULL_ROWS = 7

/** Buffers from a page to 512 of them, in three layouts and all modes. */
const CELLS = [
  '4K@4K',
  '16K@4K',
  '64K@4K',
  '256K@4K',
  '2M@4K+2M',
  '4M@4K+2M',
  '64K@4K/lazy',
  '64K@4K/non-coherent',
  '64K@4K/unaligned',
  '64K@4K/scatter-16K',
]

/** A planted per cent is a whole number of buffers. */
const WHOLE = 100

/** Of a run's tape: a family is to take no longer than it must. */
const PART = 0.5

export interface CalibrationSet {
  rows: RunRow[]
  cells: Array<PlannedCell>
}

/** @param engine the baseline. */
export function calibrationSet(engine: SelectedEngine): CalibrationSet {
  const { id } = engine.description
  const same = Array.from({ length: NULL_ROWS + 1 }, (_, at) =>
    at === 0 ? new RunRow(id, engine, 'baseline') : new RunRow(`${id}~null-${at}`, engine, 'shape'),
  )
  const planted = PLANTED.map((share) => ({
    row: new RunRow(`${id}~plus-${100 * share}%`, engine, 'shape'),
    share,
  }))
  const rows = [...same, ...planted.map(({ row }) => row)]
  const cells = calibrationCells().map((cell) => {
    const slots = WHOLE * Math.max(1, Math.round((PART * slotsFor(cell)) / WHOLE))
    const tapes = new Map(
      planted.map(({ row, share }) => [row, cell.compile(Math.round(slots * (1 + share)))]),
    )
    return { cell, rows, counted: [], untimed: {}, slots, tape: cell.compile(slots), tapes }
  })
  return { rows, cells }
}

/** What a row does more than the baseline, by its id; 0 for one that is the baseline once more. */
export function plantedOf(row: string): number {
  const share = /~plus-([\d.]+)%$/.exec(row)?.[1]
  return share === undefined ? 0 : Number(share) / 100
}

function calibrationCells(): Cell[] {
  const all = cellsOf(loadSuite('full'))
  return CELLS.map((id) => {
    const cell = all.find((candidate) => candidate.id === id)
    if (cell === undefined) throw new Error(`suite full has no cell ${id}`)
    return cell
  })
}
