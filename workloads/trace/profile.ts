/** Statistics of a trace: what its operations look like, before any engine runs them. */
import { MAP } from '../../engines/contract/index.js'
import type { TraceEvent } from './event.js'
import { Regions } from './regions.js'

/** A size in bytes and how many events had it. */
export interface SizeCount {
  bytes: number
  count: number
}

export interface TraceProfile {
  maps: number
  unmaps: number
  /** Most frequent first; equal counts by size. */
  mapSizes: SizeCount[]
  unmapSizes: SizeCount[]
  /** Most bytes, and most regions, mapped at once. */
  peakBytes: number
  peakRegions: number
  /** Most maps that one unmap undid: a scatter list is mapped run by run and unmapped at once. */
  maxMapsPerUnmap: number
  /** Unmaps of ranges that were mapped before the trace began. */
  neverMapped: number
  /** Maps over a mapped range: above 0 where several domains are interleaved. */
  mapsOverMapped: number
  /** Regions that stay mapped at the end. */
  remaining: number
}

/** Profiles events of one domain, in file order; a map over a mapped range takes its place. */
export function profileTrace(events: readonly TraceEvent[]): TraceProfile {
  const mapped = new Regions()
  const mapSizes = new Map<number, number>()
  const unmapSizes = new Map<number, number>()
  const profile: TraceProfile = {
    maps: 0,
    unmaps: 0,
    mapSizes: [],
    unmapSizes: [],
    peakBytes: 0,
    peakRegions: 0,
    maxMapsPerUnmap: 0,
    neverMapped: 0,
    mapsOverMapped: 0,
    remaining: 0,
  }
  for (const { op, iova, size } of events) {
    const end = iova + size
    if (op === MAP) {
      profile.maps++
      tally(mapSizes, size)
      if (mapped.overlapping(iova, end) !== undefined) {
        profile.mapsOverMapped++
        mapped.remove(iova, end)
      }
      mapped.add(iova, end)
      profile.peakBytes = Math.max(profile.peakBytes, mapped.bytes)
      profile.peakRegions = Math.max(profile.peakRegions, mapped.count)
    } else {
      profile.unmaps++
      tally(unmapSizes, size)
      const undone = mapped.remove(iova, end).length
      if (undone === 0) profile.neverMapped++
      profile.maxMapsPerUnmap = Math.max(profile.maxMapsPerUnmap, undone)
    }
  }
  profile.mapSizes = byFrequency(mapSizes)
  profile.unmapSizes = byFrequency(unmapSizes)
  profile.remaining = mapped.count
  return profile
}

function tally(sizes: Map<number, number>, bytes: number): void {
  sizes.set(bytes, (sizes.get(bytes) ?? 0) + 1)
}

function byFrequency(sizes: ReadonlyMap<number, number>): SizeCount[] {
  return [...sizes]
    .map(([bytes, count]) => ({ bytes, count }))
    .sort((a, b) => b.count - a.count || a.bytes - b.bytes)
}
