/**
 * What an address space should hold, kept page by page in a map. It shares nothing with the
 * engines: no walker, no format, no page-size choice. It is slow and obvious on purpose.
 */
import { EEXIST, EINVAL, formatAddress, PAGE, type Session } from '../contract/index.js'

export class Model {
  private readonly pages = new Pages()

  /** Maps all of it or nothing. Returns 0 or a negated errno. */
  map(iova: number, paddr: number, size: number): number {
    if (iova % PAGE !== 0 || paddr % PAGE !== 0 || size % PAGE !== 0) return -EINVAL
    for (let at = 0; at < size; at += PAGE) {
      if (this.pages.has((iova + at) / PAGE)) return -EEXIST
    }
    for (let at = 0; at < size; at += PAGE) {
      this.pages.set((iova + at) / PAGE, (paddr + at) / PAGE)
    }
    return 0
  }

  /** Unmaps up to the first hole. Returns the bytes unmapped. */
  unmap(iova: number, size: number): number {
    if (iova % PAGE !== 0 || size % PAGE !== 0) return 0
    let done = 0
    while (done < size && this.pages.delete((iova + done) / PAGE)) done += PAGE
    return done
  }

  /** The physical address behind `iova`; `undefined` where nothing is mapped. */
  translate(iova: number): number | undefined {
    // A remainder by `%` takes many times as long for numbers of more than 32 bits.
    const number = Math.floor(iova / PAGE)
    const page = this.pages.get(number)
    return page === undefined ? undefined : page * PAGE + (iova - number * PAGE)
  }

  /** The first difference between this and the leaves of a session, in words; `undefined` where there is none. */
  differenceFrom(session: Session): string | undefined {
    let seen = 0
    let difference: string | undefined
    session.leaves((iova, paddr, size) => {
      for (let at = 0; at < size && difference === undefined; at += PAGE) {
        seen++
        const expected = this.translate(iova + at)
        if (expected !== paddr + at) {
          difference = `iova ${formatAddress(iova + at)} is mapped to ${formatAddress(paddr + at)} instead of ${describe(expected)}`
        }
      }
    })
    if (difference === undefined && seen !== this.pages.size) {
      difference = `${seen} pages are mapped instead of ${this.pages.size}`
    }
    return difference
  }
}

/** Pages side by side that are kept in one piece; no more than a saving of memory and time. */
const PIECE = 512

/** Number of the iova's 4K page to number of the physical 4K page. */
class Pages {
  /** By the number of the piece; what is not mapped is NaN. */
  private readonly pieces = new Map<number, Float64Array>()
  /** The piece that was asked for last: most pages lie beside the one before. */
  private lastNumber = Number.NaN
  private last: Float64Array | undefined
  size = 0

  get(page: number): number | undefined {
    const found = this.pieceOf(page)?.[page % PIECE]
    return found === undefined || Number.isNaN(found) ? undefined : found
  }

  has(page: number): boolean {
    return this.get(page) !== undefined
  }

  set(page: number, physical: number): void {
    let piece = this.pieceOf(page)
    if (piece === undefined) {
      piece = new Float64Array(PIECE).fill(Number.NaN)
      this.pieces.set(Math.floor(page / PIECE), piece)
      this.last = piece
    }
    if (Number.isNaN(piece[page % PIECE])) this.size++
    piece[page % PIECE] = physical
  }

  /** Whether there was something to delete. */
  delete(page: number): boolean {
    const piece = this.pieceOf(page)
    if (piece === undefined || Number.isNaN(piece[page % PIECE])) return false
    piece[page % PIECE] = Number.NaN
    this.size--
    return true
  }

  private pieceOf(page: number): Float64Array | undefined {
    const number = Math.floor(page / PIECE)
    if (number !== this.lastNumber) {
      this.last = this.pieces.get(number)
      this.lastNumber = number
    }
    return this.last
  }
}

/** A translation in words. */
export function describe(paddr: number | undefined): string {
  return paddr === undefined ? 'nothing' : formatAddress(paddr)
}
