/** Traces of several domains, replayed on one. */
import { formatAddress, InputError } from '../../engines/contract/index.js'
import type { TraceEvent } from './event.js'

/**
 * Bytes from domain to domain: what one entry of the root spans with the 4K granule, so that the
 * domains share the root and nothing below it, as near to page tables of their own as it gets.
 */
export const DOMAIN_SPAN = 2 ** 39

/**
 * Moves each event's iova up by its domain's number times `DOMAIN_SPAN`.
 * @throws InputError where an iova does not fit below that, or there are too many domains
 */
export function sideBySide(
  events: readonly TraceEvent[],
  domains: readonly number[],
  ias: number,
  source: string,
): TraceEvent[] {
  const count = Math.max(0, ...domains) + 1
  if (count * DOMAIN_SPAN > 2 ** ias) {
    throw new InputError(
      `${source}: ${count} domains do not fit side by side into ${ias} input address bits; ` +
        'trace fewer devices',
    )
  }
  return events.map((event, at) => {
    if (event.iova + event.size > DOMAIN_SPAN) {
      throw new InputError(
        `${source}:${event.line}: iova ${formatAddress(event.iova)} is too high to lay domains side ` +
          `by side, ${formatAddress(DOMAIN_SPAN)} apart; trace one device alone`,
      )
    }
    return { ...event, iova: event.iova + domains[at] * DOMAIN_SPAN }
  })
}
