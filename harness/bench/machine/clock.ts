/** How fine the clock is that rows in Node are timed with. */
import { performance } from 'node:perf_hooks'

/** Steps seen at most: enough for the code that reads the clock to be compiled. */
const STEPS = 20_000

/** Reads made at most, for a clock that moves once in many reads. */
const MOST_READS = 2_000_000

/** Share of steps that a grid must explain; slow and interrupted reads are on it as well. */
const EXPLAINED = 0.95

/** A grid that is not a whole number of nanoseconds drifts from its rounded readings by this share. */
const SLACK = 0.003

/**
 * The step of `performance.now()` in nanoseconds, to a tenth of one: the grid that its readings
 * lie on, which may be finer than the time between two readings.
 */
export function clockStepNs(): number {
  const step = clockGrid(() => performance.now() * 1e6, STEPS, MOST_READS)
  return Math.max(0.1, Math.round(step * 10) / 10)
}

/**
 * The widest grid, in nanoseconds, that nearly all steps of a clock are multiples of. Readings are
 * taken to be rounded to whole nanoseconds, so no grid below one is looked for.
 *
 * @throws Error where the clock gave no step in `mostReads` reads
 */
export function clockGrid(now: () => number, steps: number, mostReads: number): number {
  const seen = stepsOf(now, steps, mostReads).sort((a, b) => a - b)
  // The smallest step but for odd ones; long ones are interruptions.
  const smallest = seen[Math.floor(seen.length / 100)] ?? 1
  const usual = seen.filter((step) => step <= 2 * smallest)
  for (let parts = 1; smallest / parts > 1; parts++) {
    const grid = smallest / parts
    const explained = usual.filter(
      (step) => Math.abs(step - Math.round(step / grid) * grid) <= 1 + SLACK * step,
    )
    if (explained.length >= EXPLAINED * usual.length) return grid
  }
  return Math.min(1, smallest)
}

function stepsOf(now: () => number, steps: number, mostReads: number): number[] {
  const seen: number[] = []
  let before = now()
  for (let read = 1; read < mostReads && seen.length < steps; read++) {
    const after = now()
    if (after > before) seen.push(after - before)
    before = after
  }
  if (seen.length === 0) {
    throw new Error(`the clock did not move in ${mostReads} reads; use a system with a working one`)
  }
  return seen
}
