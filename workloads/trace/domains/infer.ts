/** Domains of events that do not name them, inferred from what overlaps. */
import { InputError, MAP } from '../../../engines/contract/index.js'
import type { Events } from '../columns/events.js'
import { joined, Regions } from '../columns/regions.js'

/** Most domains that are looked for: more do not fit side by side. */
const MOST_INFERRED = 512

/**
 * A domain for every event, by first fit: a map goes to the first domain where it overlaps nothing;
 * an unmap to the first that has exactly this range mapped, else to the first that has a part of it,
 * else, since it was mapped before the trace, to the first of all.
 *
 * What comes of it are not the domains that there were, but a replay in which no two maps of one
 * domain overlap. Order and sizes of maps stay; an unmap that was given to a wrong domain is cut. Of
 * the bundled trace whose domains are known, three, it makes five, and cuts 8 of 11455 unmaps.
 * @param stretches numbers of events before which others were lost: nothing is mapped there
 * @throws InputError where a map overlaps another in more domains than there is room for
 */
export function inferDomains(
  events: Events,
  source: string,
  stretches: ReadonlySet<number> = new Set(),
): Uint16Array {
  let domains: Regions[] = []
  const numbers = new Uint16Array(events.length)
  for (let at = 0; at < events.length; at++) {
    if (stretches.has(at)) domains = []
    const iova = events.iova(at)
    if (events.op(at) === MAP) {
      const end = iova + events.size(at)
      const free = domains.findIndex((mapped) => mapped.overlapping(iova, end) === undefined)
      const domain = free < 0 ? domains.push(new Regions()) - 1 : free
      if (domain >= MOST_INFERRED) {
        throw new InputError(
          `${source}:${events.line(at)}: this map overlaps others in ${MOST_INFERRED} domains: ` +
            'these are no maps and unmaps of devices, or unmaps are missing',
        )
      }
      if (end > iova) domains[domain].add(iova, end)
      numbers[at] = domain
      continue
    }
    const end = iova + Math.max(events.size(at), events.unmapped(at))
    const exact = domains.findIndex((mapped) => hasExactly(mapped, iova, end))
    const partly = domains.findIndex((mapped) => mapped.overlapping(iova, end) !== undefined)
    const domain = Math.max(0, exact < 0 ? partly : exact)
    domains[domain]?.remove(iova, end)
    numbers[at] = domain
  }
  return numbers
}

/** Whether the regions that `[start, end)` touches are side by side, and together are just that. */
function hasExactly(mapped: Regions, start: number, end: number): boolean {
  const touched = joined(mapped.touching(start, end))
  return touched.length === 1 && touched[0].start === start && touched[0].end === end
}
