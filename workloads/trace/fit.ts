/** Whether an event fits the domain that it is replayed on. */
import {
  type DomainConfig,
  formatAddress,
  formatSize,
  InputError,
} from '../../engines/contract/index.js'
import { smallestPage } from '../cell/domain.js'
import type { Events } from './columns/events.js'

/** @throws InputError where the domain cannot address the event */
export function requireFit(events: Events, at: number, domain: DomainConfig, source: string): void {
  const page = smallestPage(domain.pgsizeBitmap)
  const iova = events.iova(at)
  const paddr = events.paddr(at)
  const size = events.size(at)
  const place = `${source}:${events.line(at)}:`
  if (iova % page !== 0 || paddr % page !== 0 || size % page !== 0) {
    const [name, value] =
      iova % page !== 0 ? ['iova', iova] : paddr % page !== 0 ? ['paddr', paddr] : ['size', size]
    throw new InputError(
      `${place} ${name} ${formatAddress(value)} is no multiple of the domain's smallest page, ` +
        `${formatSize(page)}: replay it on a domain with smaller pages`,
    )
  }
  if (iova + size > 2 ** domain.ias) {
    throw new InputError(
      `${place} iova ${formatAddress(iova)} + ${formatSize(size)} ends beyond the ` +
        `domain's ${domain.ias} input address bits`,
    )
  }
  if (paddr + size > 2 ** domain.oas) {
    throw new InputError(
      `${place} paddr ${formatAddress(paddr)} + ${formatSize(size)} ends beyond the ` +
        `domain's ${domain.oas} output address bits`,
    )
  }
}
