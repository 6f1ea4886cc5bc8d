/** How fine the clock is that epochs are timed with. */
import { performance } from 'node:perf_hooks'

/** Steps seen at most: enough for the code that reads the clock to be compiled. */
const STEPS = 20_000

/** Reads made at most, for a clock that moves once in many reads. */
const MOST_READS = 2_000_000

/**
 * The smallest step of `performance.now()` that can be relied on, in nanoseconds, to a tenth of
 * one. Of a clock finer than the time between two reads, it is that time.
 */
export function clockStepNs(): number {
  const step = smallestStep(() => performance.now() * 1e6, STEPS, MOST_READS)
  return Math.max(0.1, Math.round(step * 10) / 10)
}

/**
 * The smallest positive step of a clock, in the clock's own unit: the median of the smallest tenth
 * of the steps seen, so that neither one odd reading nor slow reads decide.
 * @throws Error where the clock gave no step in `mostReads` reads
 */
export function smallestStep(now: () => number, steps: number, mostReads: number): number {
  const seen: number[] = []
  let before = now()
  for (let read = 1; read < mostReads && seen.length < steps; read++) {
    const after = now()
    if (after > before) seen.push(after - before)
    before = after
  }
  seen.sort((a, b) => a - b)
  const step = seen[Math.floor((Math.ceil(seen.length / 10) - 1) / 2)]
  if (step === undefined) {
    throw new Error(`the clock did not move in ${mostReads} reads; use a system with a working one`)
  }
  return step
}
