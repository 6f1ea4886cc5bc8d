import { formatSize, InputError } from '../../engines/contract/index.js'
import { nextAddress } from '../cell/place.js'
import type { Iovas, Wanted } from './places.js'

interface Taken {
  start: number
  end: number
}

/**
 * Gives out ranges of iova: the lowest place that is free and lies as asked, so that what was given
 * back last does not matter, and the same requests get the same places everywhere. The kernel's
 * allocator goes down from the top and keeps caches of ranges that came back; what a page table sees
 * of either is ranges that are reused soon and stay close together.
 */
export class FirstFit implements Iovas {
  /** Ascending. */
  private readonly taken: Taken[] = []
  /** The request that was served last: nothing like it fits before the range of this number. */
  private last = { bytes: 0, alignment: 0, residue: 0, at: 0 }

  /** Ranges lie in `[begin, end)`. */
  constructor(
    private readonly begin: number,
    private readonly end: number,
  ) {}

  /**
   * Takes `bytes` from an address that is `residue` modulo `alignment`; returns it.
   * @throws InputError where nothing is free that is large enough
   */
  take({ alignment, bytes, residue }: Wanted): number {
    const { last } = this
    const again = last.bytes === bytes && last.alignment === alignment && last.residue === residue
    const first = again ? last.at : 0
    let from = first === 0 ? this.begin : this.taken[first - 1].end
    for (let at = first; at <= this.taken.length; at++) {
      const limit = at < this.taken.length ? this.taken[at].start : this.end
      const start = nextAddress(from, alignment, residue)
      if (start + bytes <= limit) {
        this.taken.splice(at, 0, { start, end: start + bytes })
        // In front of it is less than was asked for.
        this.last = { bytes, alignment, residue, at: at + 1 }
        return start
      }
      if (at < this.taken.length) from = this.taken[at].end
    }
    throw new InputError(
      `${formatSize(bytes)} more do not fit the address space; let fewer buffers live at once`,
    )
  }

  /** Gives back the range that starts at `start`. */
  give(start: number): void {
    const at = this.taken.findIndex((range) => range.start === start)
    if (at < 0) throw new RangeError(`no range was taken at ${start}`)
    this.taken.splice(at, 1)
    this.last.at = Math.min(this.last.at, at)
  }
}
