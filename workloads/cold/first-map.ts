/** Maps that are the first into their table, which is allocated and zeroed for them. */
import {
  compileTape,
  formatSize,
  InputError,
  MAP,
  type Operation,
  type Tape,
} from '../../engines/contract/index.js'
import { tableSpan } from '../cell/cuts.js'
import { smallestPage } from '../cell/domain.js'
import { unmapOf } from '../cell/operations.js'
import { IOVA_BASE, PADDR_BASE } from '../cell/place.js'

/**
 * The range of one leaf table, which has a buffer of its own.
 * @throws InputError where it is no page size of the domain, or leaves no room beside the buffer
 */
export function regionOf(pgsizeBitmap: number, bufferBytes: number): number {
  const page = smallestPage(pgsizeBitmap)
  const region = tableSpan(page)
  if ((pgsizeBitmap & region) === 0) {
    throw new InputError(
      `first-map unmaps ${formatSize(region)} at once so that tables go: ` +
        `add ${formatSize(region)} to the page sizes`,
    )
  }
  if (bufferBytes >= region) {
    throw new InputError(
      `buffer ${formatSize(bufferBytes)} fills its table: first-map takes less than ${formatSize(region)}`,
    )
  }
  return region
}

/**
 * The timed phase maps a buffer into each empty region. An untimed one fills the regions with single
 * pages, memory a page off so that no block fits; an untimed one unmaps each region whole. Filled to
 * the last page, for otherwise an engine that clears covered tables up to a hole would keep them.
 */
export function compileFirstMap(
  slots: number,
  bufferBytes: number,
  region: number,
  page: number,
): Tape {
  const maps: Operation[] = []
  const fills: Operation[] = []
  const unmaps: Operation[] = []
  for (let slot = 0; slot < slots; slot++) {
    const iova = IOVA_BASE + slot * region
    const paddr = PADDR_BASE + slot * 2 * region
    maps.push({ op: MAP, iova, paddr, size: bufferBytes })
    fills.push({
      op: MAP,
      iova: iova + bufferBytes,
      paddr: paddr + bufferBytes + page,
      size: region - bufferBytes,
    })
    unmaps.push(unmapOf({ iova, size: region }))
  }
  return compileTape([
    { op: 'map', timed: true, operations: maps },
    { op: 'map', timed: false, operations: fills },
    { op: 'unmap', timed: false, operations: unmaps },
  ])
}
