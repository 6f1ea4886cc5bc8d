/** What of a range regions leave free. */
import type { Region } from './regions.js'

/** The parts of `[start, end)` that lie in none of `regions`, which are ascending. */
export function gapsBetween(regions: readonly Region[], start: number, end: number): Region[] {
  const gaps: Region[] = []
  let reached = start
  for (const region of regions) {
    if (region.start > reached) gaps.push({ start: reached, end: Math.min(region.start, end) })
    reached = Math.max(reached, region.end)
    if (reached >= end) return gaps
  }
  if (reached < end) gaps.push({ start: reached, end })
  return gaps
}
