/** Which address space each event of a trace belongs to, and how that is known. */
import { InputError } from '../../../engines/contract/index.js'
import type { DomainName } from '../text/domain-names.js'
import type { Trace } from '../text/trace.js'
import { inferDomains } from './infer.js'

/**
 * How domains are told apart. `one`: all events are of one. `derived`: the trace names them, by kprobe
 * lines or `dma:*` events. `inferred`: from what overlaps.
 */
export const DOMAIN_CHOICES = ['one', 'derived', 'inferred'] as const
export type DomainChoice = (typeof DOMAIN_CHOICES)[number]

/** How to record a trace whose domains can be told apart. */
export const DOMAIN_ADVICE =
  'trace one device alone, or record dma:* events beside (Linux 6.12 and later), or kprobes ' +
  '(pgt_map, pgt_unmap) on the entry points of the page tables; or have domains ' +
  'inferred from what overlaps (--domains inferred)'

/** The address space of each event. */
export interface SpacesOfEvents {
  /** Spaces, numbered from 0. */
  count: number
  /** `undefined` for an event that is left out. */
  of: (at: number) => number | undefined
}

export interface Spaces extends SpacesOfEvents {
  how: DomainChoice
  of: (at: number) => number
  /** Of each space; those of `inferred` have none. */
  names: ReadonlyArray<DomainName | undefined>
  /** Events whose domain the trace names. */
  attributed: number
}

export const ONE_SPACE: Spaces = {
  how: 'one',
  count: 1,
  of: () => 0,
  names: [undefined],
  attributed: 0,
}

/**
 * @param choice `derived` where the trace names domains, else `one`, where absent
 * @throws InputError where domains are to be derived and the trace names none
 */
export function spacesOf(trace: Trace, choice?: DomainChoice): Spaces {
  switch (choice ?? (trace.attributed > 0 ? 'derived' : 'one')) {
    case 'one':
      return ONE_SPACE
    case 'inferred':
      return numbered('inferred', inferDomains(trace.events, trace.source, lossesOf(trace)))
    case 'derived':
      if (trace.attributed === 0) {
        throw new InputError(
          `${trace.source}: names no domains, so none can be derived; ${DOMAIN_ADVICE}`,
        )
      }
      return named(trace)
  }
}

function lossesOf({ losses }: Trace): Set<number> {
  return new Set(losses.map(({ before }) => before))
}

/** Spaces of a number for each event, such as a table beside a trace has. */
export function numbered(how: DomainChoice, numbers: Uint16Array): Spaces {
  const count = numbers.reduce((most, number) => Math.max(most, number), 0) + 1
  const names = Array.from({ length: count }, () => undefined)
  return { how, count, of: (at) => numbers[at], names, attributed: 0 }
}

/** Spaces of the domains that events name, in the order of the events; the last is of those that name none. */
function named({ events, domains, attributed }: Trace): Spaces {
  const spaces = new Map<number | undefined, number>()
  for (let at = 0; at < events.length; at++) {
    const domain = events.domain(at)
    if (domain !== undefined && !spaces.has(domain)) spaces.set(domain, spaces.size)
  }
  const names: Array<DomainName | undefined> = [...spaces.keys()].map(
    (domain) => domains[domain ?? -1],
  )
  if (attributed < events.length) {
    spaces.set(undefined, spaces.size)
    names.push(undefined)
  }
  return {
    how: 'derived',
    count: spaces.size,
    of: (at) => spaces.get(events.domain(at)) ?? 0,
    names,
    attributed,
  }
}
