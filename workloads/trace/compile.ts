/** Makes a tape of a trace: its operations in file order, closed so that it can run again. */
import {
  compileTape,
  type DomainConfig,
  formatAddress,
  formatSize,
  InputError,
  MAP,
  type Operation,
  type Tape,
  UNMAP,
} from '../../engines/contract/index.js'
import { smallestPage } from '../cell/domain.js'
import type { TraceEvent } from './event.js'
import { joined, Regions } from './regions.js'

export interface CompiledTrace {
  /**
   * One timed `mixed` phase in file order; where something stays mapped, one untimed `unmap` phase
   * that brings the table back to where the tape starts.
   */
  tape: Tape
  /** Unmaps of ranges that were mapped before the trace began: left out. */
  neverMapped: number
  /** Unmaps that were known in part: replayed on the part that the trace had mapped. */
  cut: number
  /** Events of no bytes: left out. */
  empty: number
  /** Regions that stay mapped at the end of the timed phase. */
  remaining: number
}

/**
 * Compiles the events of one domain. Times are not used: the file's order is.
 * @param source file that messages name
 * @throws InputError where an event does not fit the domain, or maps over a mapped range
 */
export function compileTrace(
  events: readonly TraceEvent[],
  domain: DomainConfig,
  source: string,
): CompiledTrace {
  const mapped = new Regions()
  const operations: Operation[] = []
  let neverMapped = 0
  let cut = 0
  let empty = 0
  for (const event of events) {
    requireFit(event, domain, source)
    const { iova, paddr, size } = event
    if (size === 0) {
      empty++
      continue
    }
    if (event.op === MAP) {
      const over = mapped.overlapping(iova, iova + size)
      if (over !== undefined) throw interleaved(event, over.start, source)
      mapped.add(iova, iova + size)
      operations.push({ op: MAP, iova, paddr, size })
      continue
    }
    const asked = Math.max(size, event.unmapped)
    const known = joined(mapped.remove(iova, iova + asked))
    if (known.length === 0) neverMapped++
    else if (known.reduce((sum, { start, end }) => sum + end - start, 0) < asked) cut++
    for (const { start, end } of known) {
      operations.push({ op: UNMAP, iova: start, paddr: 0, size: end - start })
    }
  }
  const rest = mapped
    .list()
    .map(({ start, end }): Operation => ({ op: UNMAP, iova: start, paddr: 0, size: end - start }))
  const phases = [{ op: 'mixed' as const, timed: true, operations }]
  const tape = compileTape(
    rest.length === 0
      ? phases
      : [...phases, { op: 'unmap' as const, timed: false, operations: rest }],
  )
  return { tape, neverMapped, cut, empty, remaining: rest.length }
}

/** Checks an event against what the domain can address. */
function requireFit(event: TraceEvent, domain: DomainConfig, source: string): void {
  const page = smallestPage(domain.pgsizeBitmap)
  const at = `${source}:${event.line}:`
  const fields = { iova: event.iova, paddr: event.paddr, size: event.size }
  for (const [name, value] of Object.entries(fields)) {
    if (value % page !== 0) {
      throw new InputError(
        `${at} ${name} ${formatAddress(value)} is no multiple of the domain's smallest page, ` +
          `${formatSize(page)}: replay it on a domain with smaller pages`,
      )
    }
  }
  if (event.iova + event.size > 2 ** domain.ias) {
    throw new InputError(
      `${at} iova ${formatAddress(event.iova)} + ${formatSize(event.size)} ends beyond the ` +
        `domain's ${domain.ias} input address bits`,
    )
  }
  if (event.paddr + event.size > 2 ** domain.oas) {
    throw new InputError(
      `${at} paddr ${formatAddress(event.paddr)} + ${formatSize(event.size)} ends beyond the ` +
        `domain's ${domain.oas} output address bits`,
    )
  }
}

function interleaved(event: TraceEvent, over: number, source: string): InputError {
  return new InputError(
    `${source}:${event.line}: map of ${formatAddress(event.iova)} + ${formatSize(event.size)} over ` +
      `the mapped range at ${formatAddress(over)}: several domains are interleaved, and the event ` +
      'does not name its domain; trace one device alone, or cut the file by domain first',
  )
}
