/** What a cell's noise allows to be seen. Effects are distances from 1: 0.03 is 3 %. */
import { type Contrast, type Pairs, ratioOf } from './pairs.js'
import type { FigureOp, Interval } from './types.js'

/**
 * The null band of every direction of one cell: the largest effect among rows that do the
 * baseline's work, which can only be noise. Absent where there is no such row with pairs.
 */
export function nullBands(pairs: readonly Pairs[]): Partial<Record<FigureOp, number>> {
  const bands: Partial<Record<FigureOp, number>> = {}
  for (const { op, speedup } of pairs) {
    const ratio = speedup?.sameWork ? ratioOf(speedup) : undefined
    if (ratio !== undefined) bands[op] = Math.max(bands[op] ?? 0, effectOf(ratio))
  }
  return bands
}

/** How far a ratio is from 1, the same for a ratio and its inverse. */
export function effectOf(ratio: number): number {
  return Math.exp(Math.abs(Math.log(ratio))) - 1
}

/** An interval's half width. */
export function halfWidth({ estimate, high }: Interval): number {
  return effectOf(high / estimate)
}

/** Whether the interval leaves 1 out and the estimate clears the null band. */
export function isResolved(
  contrast: Contrast,
  interval: Interval,
  nullBand: number | undefined,
): boolean {
  const leavesOneOut = interval.low > 1 || interval.high < 1
  return !contrast.sameWork && leavesOneOut && effectOf(interval.estimate) > (nullBand ?? 0)
}
