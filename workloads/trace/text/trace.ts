/** A trace that was read: its events, and what else its lines say. */
import type { Events } from '../columns/events.js'
import { firstFrom } from '../columns/first-from.js'
import type { DmaCounts } from './dma-log.js'
import type { DomainName } from './domain-names.js'
import type { LossReason } from './notices.js'

/** A place where the trace is not whole. */
export interface Loss {
  line: number
  /** Number of the first event after it. */
  before: number
  reason: LossReason
}

/** Lines that gave no event, by kind. */
export interface Skipped {
  /** Lines of `#`, and blank ones. */
  headers: number
  /** START and STOP. */
  markers: number
  /** Other events, notices, and lines of no known form. */
  others: number
  /** Map and unmap events before START or after STOP. */
  outside: number
  /** Lines longer than any event's. */
  overlong: number
  /** Lines with bytes that no text has. */
  binary: number
}

export interface Trace {
  /** File that messages name. */
  source: string
  /** Which events the maps and unmaps are from; `dma` where there are no others. */
  from: 'iommu' | 'dma'
  /** In file order, those between the START and STOP markers where there are any. */
  events: Events
  /**
   * Translations that kprobe lines on `iova_to_phys` name, in file order: for each the page, as an
   * unmap of no bytes, and its domain.
   */
  lookups: Events
  /** Page sizes of the calls into page tables that kprobe lines name, in bytes; empty where none does. */
  calledSizes: readonly number[]
  /** Lines of the whole file. */
  lines: number
  /** What the START marker names; absent without one. */
  workload?: string
  /** Release and architecture of the traced kernel, where `npm run capture` wrote it; absent elsewhere. */
  kernel?: string
  losses: Loss[]
  /** Domains that events are given to by number; empty where the trace names none. */
  domains: readonly DomainName[]
  /** Events that have a domain. */
  attributed: number
  /** Devices that joined a group or a domain within the trace, with the group where it is printed. */
  devices: ReadonlyMap<string, string | undefined>
  /** Counts of `dma:*` events; absent where there are none. */
  dma?: DmaCounts
  /** Trace options that print no text, with the first such line. */
  options: ReadonlyMap<'hex' | 'raw', number>
  skipped: Skipped
}

/** Number of the first event behind a line. */
export function firstBehind(events: Events, line: number): number {
  return firstFrom(0, events.length, (at) => events.line(at) > line)
}
