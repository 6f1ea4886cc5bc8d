/** Which of the two clocks a run's figures go by. */
import type { CellResult, Result } from '../schema.js'
import { median, pairedLogRatios } from '../stats/index.js'
import { twinOf } from './compare.js'

/** How the clock was chosen. */
export interface ClockChoice {
  /** The processor's time leaves out what other processes took of it; the monotonic clock does not. */
  used: 'monotonic' | 'cpu'
  /**
   * Typical distance from 1 of the ratios of null rows, by either clock; absent where no row's
   * processor time was recorded, or there is no null row.
   */
  scatter?: { monotonic: number; cpu: number }
}

/** The processor's time is preferred where its null ratios scatter by no more than this share. */
const CLEARLY_LESS = 0.5

/**
 * The clock that holds: the monotonic one, which is what a user waits for, unless null rows
 * scatter twice as much by it as by the processor's time, as they do on a machine whose CPUs are busy
 * with others. Null rows alone decide, so that no figure is chosen for what it says.
 *
 * @returns the choice, and the result with the times of that clock.
 */
export function preferClock(result: Result): { clock: ClockChoice; result: Result } {
  const everyRowHasBoth = result.cells.every(hasBoth)
  const monotonic = median(result.cells.flatMap((cell) => distances(cell, result)))
  const byCpu = { ...result, cells: result.cells.map(byCpuTime) }
  const cpu = everyRowHasBoth
    ? median(byCpu.cells.flatMap((cell) => distances(cell, byCpu)))
    : undefined
  if (monotonic === undefined || cpu === undefined) return { clock: { used: 'monotonic' }, result }
  const scatter = { monotonic: Math.exp(monotonic) - 1, cpu: Math.exp(cpu) - 1 }
  return scatter.cpu < CLEARLY_LESS * scatter.monotonic
    ? { clock: { used: 'cpu', scatter }, result: byCpu }
    : { clock: { used: 'monotonic', scatter }, result }
}

function hasBoth({ cpuNs, ns }: CellResult): boolean {
  return Object.entries(ns).every(([row, columns]) =>
    Object.entries(columns).every(([op, column]) => {
      const cpu = cpuNs?.[row]?.[op as keyof typeof columns]
      return column.every((time, round) => time === null || (cpu?.[round] ?? 0) > 0)
    }),
  )
}

function byCpuTime({ cpuNs, ...cell }: CellResult): CellResult {
  const columns: CellResult['ns'] = Object.fromEntries(
    Object.entries(cpuNs ?? {}).map(([row, ops]) => [
      row,
      Object.fromEntries(
        Object.entries(ops).map(([op, times]) => [op, times.map((time) => time || null)]),
      ),
    ]),
  )
  return { ...cell, ns: { ...cell.ns, ...columns } }
}

/** |ln| of every ratio between a null row and its twin in one cell. */
function distances(cell: CellResult, { rows }: Result): number[] {
  return rows.flatMap((row) => {
    const twin = row.role === 'null' ? twinOf(row, rows) : undefined
    if (twin === undefined) return []
    return cell.ops.flatMap((op) => {
      const groups = pairedLogRatios(
        cell.ns[row.id]?.[op] ?? [],
        cell.ns[twin.id]?.[op] ?? [],
        cell.rounds.generation,
      )
      return [...groups.values()].flat().map(Math.abs)
    })
  })
}
