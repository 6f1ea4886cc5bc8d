/** Maps and unmaps that `dma:*` events stand for: what `iommu:*` events would be of the same calls. */
import { MAP, UNMAP } from '../../../engines/contract/index.js'
import { CONTINUES, Events, MEMORY_UNKNOWN } from '../columns/events.js'
import { PAGE_BYTES } from '../columns/pages.js'
import type { Region } from '../columns/regions.js'
import type { DmaEvent, DmaSegment, ListKey } from './dma.js'

export interface DmaCounts {
  lists: number
  /** Lists of which the trace holds the first entries alone. */
  truncatedLists: number
  /** Lists whose entries' lengths are not printed, and do not follow from them. */
  guessedLists: number
  /** Unmaps of lists that were mapped before the trace began: it does not hold their iova. */
  unknownLists: number
  /** Allocations: they name no physical address. */
  allocations: number
  /** Maps and unmaps of devices whose addresses are physical ones: no IOMMU is between. */
  direct: number
}

export class DmaLog {
  readonly events = new Events()
  readonly counts: DmaCounts = {
    lists: 0,
    truncatedLists: 0,
    guessedLists: 0,
    unknownLists: 0,
    allocations: 0,
    direct: 0,
  }
  /** Ranges of open lists, by what their unmap prints; the newest of those that are alike last. */
  readonly #lists = new Map<string, Region[][]>()
  /** Maps of each domain, and how many of them have equal addresses on both sides. */
  readonly #maps: Array<{ all: number; direct: number }> = []

  add(event: DmaEvent, domain: number, line: number): void {
    switch (event.kind) {
      case 'map': {
        const unknown = event.memory === 'unknown'
        if (unknown) this.counts.allocations++
        else this.#note(domain, event.segments)
        this.#map(event.segments, domain, line, unknown ? MEMORY_UNKNOWN : 0)
        return
      }
      case 'unmap':
        this.#unmap(rangeOf(event), domain, line)
        return
      case 'map-list': {
        this.counts.lists++
        if (event.truncated) this.counts.truncatedLists++
        if (event.lengths === 'guessed') this.counts.guessedLists++
        this.#note(domain, event.segments)
        const ranges = this.#map(event.segments, domain, line, 0)
        const key = keyOf(domain, event.key)
        const open = this.#lists.get(key)
        if (open === undefined) this.#lists.set(key, [ranges])
        else open.push(ranges)
        return
      }
      case 'unmap-list':
        this.#unmapList(domain, event.key, line)
    }
  }

  /** The events of devices behind an IOMMU, whose memory is known. */
  behindIommu(): Events {
    const isDirect = this.#maps.map((maps) => maps !== undefined && maps.direct * 2 > maps.all)
    if (this.counts.allocations === 0 && !isDirect.includes(true)) return this.events
    const kept = new Events()
    for (let at = 0; at < this.events.length; at++) {
      if ((this.events.flags(at) & MEMORY_UNKNOWN) !== 0) continue
      if (isDirect[this.events.domain(at) ?? -1] === true) this.counts.direct++
      else kept.pushFrom(this.events, at)
    }
    return kept
  }

  #note(domain: number, segments: readonly DmaSegment[]): void {
    const maps = this.#maps[domain] ?? { all: 0, direct: 0 }
    this.#maps[domain] = maps
    maps.all++
    if (segments.every(({ dma, paddr }) => dma === paddr)) maps.direct++
  }

  /** Adds maps of whole pages; those that are side by side on both sides are one. */
  #map(segments: readonly DmaSegment[], domain: number, line: number, flags: number) {
    const ranges: Region[] = []
    let start = -1
    let end = -1
    let paddr = -1
    const push = () => {
      const last = ranges.at(-1)
      const continues = last !== undefined && last.end === start
      if (continues) last.end = end
      else ranges.push({ start, end })
      this.events.push(MAP, start, paddr, end - start, line, continues ? flags | CONTINUES : flags)
      this.events.setDomain(this.events.length - 1, domain)
    }
    for (const segment of segments) {
      const range = rangeOf(segment)
      const memory = Math.floor(segment.paddr / PAGE_BYTES) * PAGE_BYTES
      if (start >= 0 && range.start === end && memory === paddr + end - start) {
        end = range.end
        continue
      }
      if (start >= 0) push()
      start = range.start
      end = range.end
      paddr = memory
    }
    if (start >= 0) push()
    return ranges
  }

  #unmap({ start, end }: Region, domain: number, line: number): void {
    this.events.push(UNMAP, start, end - start, end - start, line)
    this.events.setDomain(this.events.length - 1, domain)
  }

  #unmapList(domain: number, listKey: ListKey, line: number): void {
    const key = keyOf(domain, listKey)
    const open = this.#lists.get(key)
    const ranges = open?.pop()
    if (ranges === undefined) {
      this.counts.unknownLists++
      return
    }
    if (open?.length === 0) this.#lists.delete(key)
    for (const range of ranges) this.#unmap(range, domain, line)
  }
}

/** The pages of a segment. */
function rangeOf({ dma, size }: { dma: number; size: number }): Region {
  return {
    start: Math.floor(dma / PAGE_BYTES) * PAGE_BYTES,
    end: Math.ceil((dma + size) / PAGE_BYTES) * PAGE_BYTES,
  }
}

function keyOf(domain: number, { entries, first }: ListKey): string {
  return `${domain} ${first} ${entries}`
}
