/** Statistics of a trace: what its operations look like, before any engine runs them. */
import { MAP, sizesIn } from '../../engines/contract/index.js'
import { pgsizeBitmapOf } from '../cell/domain.js'
import { Regions } from './columns/regions.js'
import { type DomainChoice, type Spaces, spacesOf } from './domains/spaces.js'
import { type Finding, findingsOf } from './findings.js'
import { GRANULES, tracedGranule } from './granule.js'
import type { DomainName } from './text/domain-names.js'
import type { Skipped, Trace } from './text/trace.js'

/** A size in bytes and how many events had it. */
export interface SizeCount {
  bytes: number
  count: number
}

/** Points of the picture of live bytes. */
export const LIVE_POINTS = 64

export interface TraceProfile {
  source: string
  /** Lines of the file. */
  lines: number
  from: Trace['from']
  /** What the START marker names; absent without one. */
  workload?: string
  /** Release and architecture of the traced kernel; absent where the trace does not name it. */
  kernel?: string
  maps: number
  unmaps: number
  /** Domains, how they are told apart, with the events of each. */
  domains: {
    how: DomainChoice
    attributed: number
    list: Array<{ name: DomainName | undefined; events: number }>
  }
  /** Devices that joined a group or a domain within the trace. */
  devices: string[]
  /** Most frequent first; equal counts by size. */
  mapSizes: SizeCount[]
  unmapSizes: SizeCount[]
  /** Maps by the largest power of two that divides their iova and their paddr, at most 1G; ascending. */
  iovaAlignment: SizeCount[]
  paddrAlignment: SizeCount[]
  mappedBytes: number
  /** The smallest block of the traced kernel's granule: 2M of 4K pages. */
  block: number
  /** Of the mapped bytes, those that whole such blocks can map, iova and paddr being as far from one. */
  blockBytes: number
  /** Most bytes, and most regions, mapped at once. */
  peakBytes: number
  peakRegions: number
  /** Bytes mapped over the trace, at most `LIVE_POINTS` points of equally many events: the most of each. */
  live: number[]
  /** How many unmaps undid so many maps or parts of them, ascending: a list is mapped run by run. */
  mapsPerUnmap: Array<{ maps: number; count: number }>
  maxMapsPerUnmap: number
  /** Unmaps of ranges that were mapped before the trace began. */
  neverMapped: number
  /** Maps over a mapped range: above 0 where several domains are interleaved. */
  mapsOverMapped: number
  /** Regions that stay mapped at the end. */
  remaining: number
  skipped: Skipped
  /** Places where the trace is not whole. */
  losses: number
  findings: Finding[]
}

/**
 * Profiles a trace; a map over a mapped range takes its place.
 * @param domains how they are told apart, or the domain of each event
 * @throws InputError where domains cannot be told apart as they should be
 */
export function profileOf(trace: Trace, domains?: DomainChoice | Spaces): TraceProfile {
  const spaces = typeof domains === 'object' ? domains : spacesOf(trace, domains)
  const { source, lines, from, workload, kernel, devices, skipped, losses } = trace
  const list = spaces.names.map((name) => ({ name, events: 0 }))
  for (let at = 0; at < trace.events.length; at++) list[spaces.of(at)].events++
  return {
    source,
    lines,
    from,
    ...(workload === undefined ? {} : { workload }),
    ...(kernel === undefined ? {} : { kernel }),
    devices: [...devices.keys()],
    skipped,
    losses: losses.length,
    findings: findingsOf(trace),
    domains: { how: spaces.how, attributed: spaces.attributed, list },
    ...bodyOf(trace, spaces),
  }
}

function bodyOf(trace: Trace, spaces: Spaces) {
  const { events } = trace
  const [, block] = sizesIn(pgsizeBitmapOf(GRANULES[tracedGranule(trace)?.granule ?? '4K']))
  const mapped = Array.from({ length: spaces.count }, () => new Regions())
  const tallies = {
    mapSizes: new Map<number, number>(),
    unmapSizes: new Map<number, number>(),
    iovaAlignment: new Map<number, number>(),
    paddrAlignment: new Map<number, number>(),
    mapsPerUnmap: new Map<number, number>(),
  }
  const points = Math.min(LIVE_POINTS, events.length)
  const live = Array.from({ length: points }, () => 0)
  const sums = {
    maps: 0,
    unmaps: 0,
    mappedBytes: 0,
    blockBytes: 0,
    peakBytes: 0,
    peakRegions: 0,
    neverMapped: 0,
    mapsOverMapped: 0,
  }
  let bytes = 0
  let regions = 0
  for (let at = 0; at < events.length; at++) {
    const space = mapped[spaces.of(at)]
    const before = { bytes: space.bytes, count: space.count }
    const iova = events.iova(at)
    const size = events.size(at)
    if (events.op(at) === MAP) {
      const end = iova + size
      const paddr = events.paddr(at)
      sums.maps++
      sums.mappedBytes += size
      sums.blockBytes += blockBytesOf(iova, paddr, size, block)
      tally(tallies.mapSizes, size)
      tally(tallies.iovaAlignment, alignmentOf(iova))
      tally(tallies.paddrAlignment, alignmentOf(paddr))
      if (space.overlapping(iova, end) !== undefined) {
        sums.mapsOverMapped++
        space.remove(iova, end)
      }
      if (size > 0) space.add(iova, end)
    } else {
      sums.unmaps++
      tally(tallies.unmapSizes, size)
      const unmapped = events.unmapped(at)
      const undone = space.remove(iova, iova + unmapped).length
      if (undone > 0) tally(tallies.mapsPerUnmap, undone)
      else if (unmapped > 0) sums.neverMapped++
    }
    bytes += space.bytes - before.bytes
    regions += space.count - before.count
    sums.peakBytes = Math.max(sums.peakBytes, bytes)
    sums.peakRegions = Math.max(sums.peakRegions, regions)
    const point = Math.floor((at * points) / events.length)
    live[point] = Math.max(live[point], bytes)
  }
  const mapsPerUnmap = ascending(tallies.mapsPerUnmap).map((one) => ({
    maps: one.bytes,
    count: one.count,
  }))
  return {
    ...sums,
    block,
    live,
    mapSizes: byFrequency(tallies.mapSizes),
    unmapSizes: byFrequency(tallies.unmapSizes),
    iovaAlignment: ascending(tallies.iovaAlignment),
    paddrAlignment: ascending(tallies.paddrAlignment),
    mapsPerUnmap,
    maxMapsPerUnmap: mapsPerUnmap.at(-1)?.maps ?? 0,
    remaining: regions,
  }
}

/** Bytes of a map that whole blocks can map. */
function blockBytesOf(iova: number, paddr: number, size: number, block: number): number {
  if ((iova - paddr) % block !== 0) return 0
  const first = Math.ceil(iova / block)
  const last = Math.floor((iova + size) / block)
  return Math.max(0, last - first) * block
}

/** The largest power of two that divides an address, at most 1G. */
function alignmentOf(address: number): number {
  const low = address % 2 ** 30
  return low === 0 ? 2 ** 30 : low & -low
}

function tally(counts: Map<number, number>, value: number): void {
  counts.set(value, (counts.get(value) ?? 0) + 1)
}

function ascending(counts: ReadonlyMap<number, number>): SizeCount[] {
  return [...counts].map(([bytes, count]) => ({ bytes, count })).sort((a, b) => a.bytes - b.bytes)
}

function byFrequency(sizes: ReadonlyMap<number, number>): SizeCount[] {
  return ascending(sizes).sort((a, b) => b.count - a.count)
}
