/** Bytes from `start` to `end`, exclusive. */
export interface Interval {
  start: number
  end: number
}

/** The first part of `[start, end)` that none of `intervals` covers; `undefined` where all is covered. */
export function firstGap(
  intervals: readonly Interval[],
  start: number,
  end: number,
): Interval | undefined {
  let at = start
  for (const interval of [...intervals].sort((a, b) => a.start - b.start)) {
    if (at >= end || interval.start > at) break
    at = Math.max(at, interval.end)
  }
  if (at >= end) return undefined
  const next = intervals
    .map((interval) => interval.start)
    .filter((begin) => begin > at && begin < end)
  return { start: at, end: Math.min(end, ...next) }
}
