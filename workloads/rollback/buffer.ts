/** The buffer whose map fails, and where it lies in its slot. */
import {
  type Failing,
  type FailingAt,
  formatSize,
  InputError,
  type Mode,
  PAGE,
} from '../../engines/contract/index.js'
import { cutsOf } from '../cell/cuts.js'
import { type PageSize, pageSizesWords, pgsizeBitmapOf, smallestPage } from '../cell/domain.js'
import { requireBuffer } from '../cell/place.js'
import { type FailingPlace, failingPlace } from './place.js'

export interface RollbackOptions {
  /** Bytes of the buffer. */
  bufferBytes: number
  pageSizes: readonly PageSize[]
  error: Failing['error']
  at: FailingAt
  mode: Mode
}

export interface FailingBuffer {
  bytes: number
  /** Bytes from its natural alignment to its start. */
  shift: number
  place: FailingPlace
  failing: Failing
}

/**
 * The buffer, laid so that it has the place to fail at. It is aligned, except where it has to begin a
 * page later:
 *
 * - second-size by -EEXIST, so that it has a head of smaller pages before its blocks;
 * - table-end by -ENOMEM, so that a page of another buffer fits into its first table, which is then
 *   there whatever becomes of this buffer.
 *
 * @throws InputError where the buffer has no such place
 */
export function failingBuffer({
  bufferBytes,
  pageSizes,
  error,
  at,
}: RollbackOptions): FailingBuffer {
  const bitmap = pgsizeBitmapOf(pageSizes)
  const page = smallestPage(bitmap)
  requireBuffer(bufferBytes, page)
  if (error === 'ENOMEM' && at === 'mid-run') {
    throw new InputError(
      'mid-run cannot fail with ENOMEM: memory is requested where a table begins; ' +
        'take first-page, table-end or second-size, or EEXIST',
    )
  }
  const late = error === 'EEXIST' ? at === 'second-size' : at === 'table-end'
  const shift = late ? page : 0
  const place = failingPlace(at, cutsOf(bitmap, shift, shift, bufferBytes))
  if ('nowhere' in place) {
    const buffer = `a buffer of ${formatSize(bufferBytes)} with ${pageSizesWords(pageSizes)}`
    throw new InputError(`${at} with ${error} has no place in ${buffer}: ${place.nowhere}`)
  }
  const failing = { error, at, page: place.offset / PAGE, pages: bufferBytes / PAGE }
  return { bytes: bufferBytes, shift, place, failing }
}
