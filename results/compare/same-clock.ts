/** Puts all runs on one clock: times by different ones have no ratio. */
import { type ClockChoice, preferClock } from '../analysis/clock.js'
import type { Result } from '../schema.js'
import type { NamedResult } from './types.js'

/** Runs whose times are all by one clock. */
export interface OneClock {
  used: ClockChoice['used']
  runs: NamedResult[]
}

/**
 * The clock that a report of each run goes by, where it is the same for all; else the monotonic one,
 * which every run has.
 */
export function onOneClock(runs: readonly NamedResult[]): OneClock {
  const used = new Set(runs.map(({ result }) => preferClock(result).clock.used))
  if (used.size === 1 && used.has('cpu')) return { used: 'cpu', runs: [...runs] }
  return {
    used: 'monotonic',
    runs: runs.map(({ name, result }) => ({ name, result: monotonic(result) })),
  }
}

/** A result that knows of no other clock. */
function monotonic(result: Result): Result {
  return { ...result, cells: result.cells.map(({ cpuNs, ...cell }) => cell) }
}
