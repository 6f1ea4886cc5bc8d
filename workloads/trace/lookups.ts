/** Translations that a kernel asks its page table for beside maps and unmaps: `iova_to_phys`. */
import { compileTape, MAP, type Operation, type Tape, UNMAP } from '../../engines/contract/index.js'
import type { Lookups } from '../cell/cell.js'
import type { Events } from './columns/events.js'
import { gapsBetween, Regions } from './columns/regions.js'
import type { SpaceSlots } from './domains/slots.js'
import type { SpacesOfEvents } from './domains/spaces.js'
import { unmapBatches } from './unmap-batches.js'

/**
 * @param tape the trace's own
 * @param recorded pages that kprobe lines name, as iovas of the tape; empty where there are no such lines
 * @param page bytes of the domain's smallest
 * @returns `undefined` where nothing is translated
 */
export function lookupsOf(
  tape: Tape,
  recorded: readonly number[],
  page: number,
): Lookups | undefined {
  const covered = new Regions()
  const maps = [...mapsOf(tape, covered)]
  const assumed = recorded.length === 0
  const pages = (assumed ? unmapsOf(tape) : recorded).filter(
    (iova) => covered.overlapping(iova, iova + 1) !== undefined,
  )
  if (pages.length === 0) return undefined
  const operations = pages.map((iova) => ({ op: UNMAP, iova, paddr: 0, size: 0 }) as const)
  return {
    unmaps: () => unmapBatches(tape, page),
    maps: compileTape([{ op: 'map', timed: false, operations: maps }]),
    lookups: compileTape([{ op: 'unmap', timed: true, operations }]),
    assumed,
  }
}

/** Parts of maps that no map before them has. */
function* mapsOf({ iova, op, paddr, size }: Tape, covered: Regions): Iterable<Operation> {
  for (let at = 0; at < op.length; at++) {
    if (op[at] !== MAP) continue
    const start = iova[at]
    const end = start + size[at]
    const first = covered.overlapping(start, end)
    if (first !== undefined && first.start <= start && first.end >= end) continue
    for (const gap of gapsBetween(covered.touching(start, end), start, end)) {
      const from = paddr[at] + gap.start - start
      yield { op: MAP, iova: gap.start, paddr: from, size: gap.end - gap.start }
    }
    covered.cover(start, end)
  }
}

/** Where each unmap of the timed phase begins. */
function unmapsOf({ iova, op, phases }: Tape): number[] {
  return phases
    .filter(({ timed }) => timed)
    .flatMap(({ from, to }) => {
      const starts: number[] = []
      for (let at = from; at < to; at++) if (op[at] === UNMAP) starts.push(iova[at])
      return starts
    })
}

/** Where translations lie that a trace names, domains being side by side: those of domains that have events. */
export function placedLookups(
  lookups: Events,
  events: Events,
  { of: spaceOf }: SpacesOfEvents,
  slots: SpaceSlots,
): number[] {
  if (lookups.length === 0) return []
  const spaces = new Map<number | undefined, number>()
  for (let at = 0; at < events.length; at++) {
    const space = spaceOf(at)
    if (space !== undefined) spaces.set(events.domain(at), space)
  }
  const placed: number[] = []
  for (let at = 0; at < lookups.length; at++) {
    const space = spaces.get(lookups.domain(at))
    const iova = lookups.iova(at)
    if (space !== undefined) placed.push(iova + slots.offset(space, iova))
  }
  return placed
}
