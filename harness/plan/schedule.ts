/** How the time of a run is spent: rounds for each cell, cycles for each epoch. */

/** What the trial told of a cell. */
export interface CellCost {
  /** Milliseconds that one cycle of every row takes, one row after another. */
  cycleMs: number
  rows: number
}

export interface CellSchedule {
  /** Rounds in each generation, if the machine stays as fast as it was in the trial. */
  rounds: number
  /** Cycles that an epoch times; one more is run and thrown away. */
  cycles: number
}

/**
 * Short, since a machine changes its speed: on a shared one the logarithms of neighbouring times
 * were seen to correlate by 0.65 over 10 ms and by 0.4 over 100 ms. Not shorter, since asking a
 * process for an epoch was measured to take 0.3 ms, and a phase's surroundings 3 % of it.
 */
const SHORTEST_EPOCH_MS = 8

/** With fewer cycles the median of an epoch is no more than one of its samples. */
const FEWEST_CYCLES = 3

const FEWEST_ROUNDS = 2
const MOST_ROUNDS = 32

/**
 * Shares `totalMs` among generations, and among cells by their rows: more rounds before longer epochs, since a
 * ratio is taken within each round.
 */
export function schedule(
  costs: readonly CellCost[],
  generations: number,
  totalMs: number,
): CellSchedule[] {
  const all = costs.reduce((sum, { rows }) => sum + rows, 0)
  return costs.map(({ cycleMs, rows }) => {
    const shareMs = (Math.max(0, totalMs) * rows) / (Math.max(1, all) * generations)
    const shortest = Math.max(SHORTEST_EPOCH_MS * rows, cycleMs * (FEWEST_CYCLES + 1))
    const rounds = clamp(Math.floor(shareMs / shortest), FEWEST_ROUNDS, MOST_ROUNDS)
    const cycles = Math.floor(Math.max(shareMs / rounds, shortest) / cycleMs) - 1
    return { rounds, cycles: Math.max(FEWEST_CYCLES, cycles) }
  })
}

/** Milliseconds that the epochs of a schedule take in all generations. */
export function scheduledMs(
  costs: readonly CellCost[],
  schedules: readonly CellSchedule[],
  generations: number,
): number {
  let total = 0
  for (const [at, { rounds, cycles }] of schedules.entries()) {
    total += costs[at].cycleMs * (cycles + 1) * rounds * generations
  }
  return total
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value))
}
