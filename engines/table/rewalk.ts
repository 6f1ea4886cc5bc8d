/** One walk for every page of a run, inside one call: only this parts walks from calls. */
import type { Gather, Mapped } from '../driver/index.js'
import { mapPages } from './map-pages.js'
import type { PageTable } from './page-table.js'
import { unmapPages } from './unmap-pages.js'

export function mapRewalking(
  table: PageTable,
  iova: number,
  paddr: number,
  pgsize: number,
  pgcount: number,
  prot: number,
  mapped: Mapped,
): number {
  for (let page = 0; page < pgcount; page++) {
    const offset = page * pgsize
    const error = mapPages(table, iova + offset, paddr + offset, pgsize, 1, prot, mapped)
    if (error !== 0) return error
  }
  return 0
}

export function unmapRewalking(
  table: PageTable,
  iova: number,
  pgsize: number,
  pgcount: number,
  gather: Gather,
): number {
  let done = 0
  for (let page = 0; page < pgcount; page++) {
    const unmapped = unmapPages(table, iova + done, pgsize, 1, gather)
    if (unmapped === 0) break
    done += unmapped
  }
  return done
}
