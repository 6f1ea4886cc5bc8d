/** How long an epoch is. */

/** What the trial told of a cell. */
export interface CellCost {
  /** Milliseconds that one cycle of every row takes, one row after another. */
  cycleMs: number
  rows: number
}

/**
 * Milliseconds of an epoch. Short, since a machine changes its speed: on a shared one the logarithms
 * of neighbouring times were seen to correlate by 0.65 over 10 ms and by 0.4 over 100 ms, so that
 * rounds tell more than cycles do. Not shorter, since asking a process that has slept for an epoch
 * was measured to take 0.9 to 1.5 ms.
 */
const EPOCH_MS = 8

/** With fewer cycles the lower quartile of an epoch is no more than one of its samples. */
const FEWEST_CYCLES = 3

/** Cycles that each epoch of a cell times; one more is run and thrown away. */
export function epochCycles({ cycleMs, rows }: CellCost): number {
  return Math.max(FEWEST_CYCLES, Math.floor((EPOCH_MS * rows) / cycleMs) - 1)
}
