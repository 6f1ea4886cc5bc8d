/** How well full repeats of a run agree. */
import type { Analysis } from '../../results/index.js'
import { median, quantile } from '../../results/stats/index.js'

export interface Agreement {
  repeats: number
  /** Speed-ups that every repeat has an interval for. */
  figures: number
  /** Their largest over their smallest estimate, as a distance from 1: the middle one, and the 95th of a hundred. */
  spread: [number, number]
  /** Share of all intervals that hold the median of the repeats' estimates. */
  held: number
  /** Figures that one repeat resolves to be faster and another to be slower. */
  contradictions: number
}

/** Holds the repeats' speed-ups against each other, figure by figure. */
export function agreementOf(repeats: readonly Analysis[]): Agreement {
  const columns = new Map<string, Array<{ estimate: number; low: number; high: number }>>()
  for (const { cells } of repeats) {
    for (const { figures } of cells) {
      for (const figure of Object.values(figures).flatMap((ops) => Object.values(ops))) {
        if (figure.work !== 'differs' || figure.speedup === undefined) continue
        const key = JSON.stringify([figure.cell, figure.row, figure.op])
        columns.set(key, [...(columns.get(key) ?? []), figure.speedup])
      }
    }
  }
  const whole = [...columns.values()].filter(({ length }) => length === repeats.length)
  const spreads = whole.map((intervals) => {
    const estimates = intervals.map(({ estimate }) => estimate)
    return Math.max(...estimates) / Math.min(...estimates) - 1
  })
  const held = whole.flatMap((intervals) => {
    const middle = median(intervals.map(({ estimate }) => estimate)) ?? Number.NaN
    return intervals.map(({ high, low }) => low <= middle && middle <= high)
  })
  return {
    repeats: repeats.length,
    figures: whole.length,
    spread: [quantile(spreads, 0.5) ?? Number.NaN, quantile(spreads, 0.95) ?? Number.NaN],
    held: held.filter(Boolean).length / Math.max(1, held.length),
    contradictions: whole.filter(
      (intervals) => intervals.some(({ low }) => low > 1) && intervals.some(({ high }) => high < 1),
    ).length,
  }
}
