/** Makes a tape of a trace: its operations in file order, closed so that it can run again. */
import {
  compileTape,
  type DomainConfig,
  formatAddress,
  formatSize,
  InputError,
  MAP,
  sizesIn,
  type Tape,
  UNMAP,
} from '../../engines/contract/index.js'
import { smallestPage } from '../cell/domain.js'
import { CONTINUES, Events } from './columns/events.js'
import { gapsBetween, joined, type Region, Regions } from './columns/regions.js'
import { SpaceSlots } from './domains/slots.js'
import { DOMAIN_ADVICE, ONE_SPACE, type SpacesOfEvents } from './domains/spaces.js'
import { requireFit } from './fit.js'
import { asTheyCome, ScatterLists } from './lists.js'
import { placedLookups } from './lookups.js'

export interface CompileOptions {
  /** The address space of each event; all are in one where absent. */
  spaces?: SpacesOfEvents
  /** Ranges that were mapped before: mapped in an untimed phase first, or their unmaps left out. */
  before?: 'map' | 'skip'
  /** Maps that one unmap takes back: one by one as they came, or grouped as a scatter list. */
  lists?: 'apart' | 'grouped'
  /** Translations that the trace names. */
  lookups?: Events
}

export interface CompiledTrace {
  /**
   * One timed `mixed` phase in file order. Before it, where ranges were mapped before the trace, an
   * untimed `map` phase; after it, where something stays mapped, an untimed `unmap` phase that brings
   * the table back to where the tape starts.
   */
  tape: Tape
  /** Unmaps of ranges that nothing mapped, with `before: 'skip'` or since they were unmapped already: left out. */
  neverMapped: number
  /** Unmaps that were known in part: replayed on that part. */
  cut: number
  /** Unmaps, or parts of them, whose range is mapped beforehand. */
  mappedBefore: number
  /** Events of no bytes: left out. */
  empty: number
  /** Unmaps that unmapped nothing: left out. */
  failed: number
  /** Unmaps of a part of a map. */
  smaller: number
  /** Those among them that cut through what may be a block: not every page table can. */
  splits: number
  /** Scatter lists that were grouped, and their maps. */
  grouped: { lists: number; maps: number }
  /** Regions that stay mapped at the end of the timed phase. */
  remaining: number
  /** Events of stretches for which there was no room. */
  leftOut: number
  /** Pages that the trace names translations of, as iovas of the tape. */
  lookups: number[]
}

/**
 * Compiles events. Times are not used: the file's order is.
 * @param source file that messages name
 * @throws InputError where an event does not fit the domain, or maps over a mapped range
 */
export function compileTrace(
  events: Events,
  domain: DomainConfig,
  source: string,
  {
    spaces = ONE_SPACE,
    before = 'map',
    lists = 'apart',
    lookups = new Events(),
  }: CompileOptions = {},
): CompiledTrace {
  const slots = new SpaceSlots(events, spaces, domain.ias, source)
  const mapped = new Regions()
  /** Everything that a map or an unmap had: what is unmapped outside of it was mapped before. */
  const seen = new Regions()
  const operations = new Events()
  const beforehand = new Events()
  const scatter = lists === 'grouped' ? new ScatterLists(operations) : undefined
  const counts = {
    neverMapped: 0,
    cut: 0,
    mappedBefore: 0,
    empty: 0,
    failed: 0,
    smaller: 0,
    splits: 0,
    leftOut: 0,
  }
  for (let at = 0; at < events.length; at++) {
    const space = spaces.of(at)
    if (space === undefined) {
      counts.leftOut++
      continue
    }
    requireFit(events, at, domain, source)
    const size = events.size(at)
    if (size === 0) {
      counts.empty++
      continue
    }
    const offset = slots.offset(space, events.iova(at))
    const start = events.iova(at) + offset
    if (events.op(at) === MAP) {
      const over = mapped.overlapping(start, start + size)
      if (over !== undefined) throw interleaved(events, at, over.start - offset, source)
      mapped.add(start, start + size)
      if (before === 'map') seen.cover(start, start + size)
      const number = operations.length
      const follows =
        number > 0 && operations.iova(number - 1) + operations.size(number - 1) === start
      const flags = follows ? events.flags(at) & CONTINUES : 0
      operations.push(MAP, start, events.paddr(at), size, events.line(at), flags)
      scatter?.mapped(number)
      continue
    }
    const unmapped = events.unmapped(at)
    if (unmapped === 0) {
      counts.failed++
      continue
    }
    const end = start + unmapped
    countSplits(mapped, start, end, domain, counts)
    const parts = mapped.remove(start, end)
    scatter?.unmapped(parts, start, end)
    let known = joined(parts)
    if (before === 'map' && bytesOf(known) < end - start) {
      const unseen = unseenParts(seen, known, start, end)
      for (const part of unseen) {
        beforehand.push(
          MAP,
          part.start,
          pagesFor(part, domain),
          part.end - part.start,
          events.line(at),
        )
      }
      if (unseen.length > 0) {
        counts.mappedBefore++
        known = joined([...known, ...unseen].sort((a, b) => a.start - b.start))
      }
    }
    if (before === 'map') seen.cover(start, end)
    if (known.length === 0) counts.neverMapped++
    else if (bytesOf(known) < end - start) counts.cut++
    for (const part of known) {
      const bytes = part.end - part.start
      operations.push(UNMAP, part.start, bytes, bytes, events.line(at))
    }
  }
  const rest = new Events()
  for (const { start, end } of mapped.list()) rest.push(UNMAP, start, end - start, end - start, 0)
  const timed = scatter?.inOrder() ?? asTheyCome(operations)
  const phases = [
    { op: 'map', timed: false, operations: asTheyCome(beforehand) },
    { op: 'mixed', timed: true, operations: timed },
    { op: 'unmap', timed: false, operations: asTheyCome(rest) },
  ] as const
  const tape = compileTape(phases.filter((phase) => phase.timed || phase.operations.length > 0))
  const grouped = scatter?.count ?? { lists: 0, maps: 0 }
  return {
    tape,
    ...counts,
    grouped,
    remaining: rest.length,
    lookups: placedLookups(lookups, events, spaces, slots),
  }
}

/** Parts of `[start, end)` that are not mapped, and that nothing had before. */
function unseenParts(
  seen: Regions,
  known: readonly Region[],
  start: number,
  end: number,
): Region[] {
  return gapsBetween(known, start, end).flatMap((gap) =>
    gapsBetween(seen.touching(gap.start, gap.end), gap.start, gap.end),
  )
}

/**
 * A physical address for a range whose memory the trace does not name: such that no block fits, and
 * the range is mapped by single pages.
 */
function pagesFor({ start, end }: Region, { oas, pgsizeBitmap }: DomainConfig): number {
  const page = smallestPage(pgsizeBitmap)
  const paddr = (start % 2 ** (oas - 1)) + page
  return paddr + end - start <= 2 ** oas ? paddr : page
}

function countSplits(
  mapped: Regions,
  start: number,
  end: number,
  domain: DomainConfig,
  counts: { smaller: number; splits: number },
): void {
  const first = mapped.overlapping(start, start + 1)
  const last = mapped.overlapping(end - 1, end)
  const cuts = [
    ...(first !== undefined && first.start < start ? [{ region: first, place: start }] : []),
    ...(last !== undefined && last.end > end ? [{ region: last, place: end }] : []),
  ]
  if (cuts.length === 0) return
  counts.smaller++
  if (cuts.some(({ region, place }) => splitsBlock(region, place, domain.pgsizeBitmap))) {
    counts.splits++
  }
}

/**
 * Whether a cut within a region goes through what a block larger than the smallest page may map: page
 * tables of some kernels split it, others refuse.
 */
function splitsBlock({ start, end }: Region, place: number, pgsizeBitmap: number): boolean {
  return sizesIn(pgsizeBitmap).some((size) => {
    const block = Math.floor(place / size) * size
    return block < place && block >= start && block + size <= end
  })
}

function bytesOf(regions: readonly Region[]): number {
  return regions.reduce((sum, { start, end }) => sum + end - start, 0)
}

function interleaved(events: Events, at: number, over: number, source: string): InputError {
  return new InputError(
    `${source}:${events.line(at)}: map of ${formatAddress(events.iova(at))} + ` +
      `${formatSize(events.size(at))} over the mapped range at ${formatAddress(over)}: several ` +
      `domains are interleaved, and the event does not name its domain; ${DOMAIN_ADVICE}`,
  )
}
