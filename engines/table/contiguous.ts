/**
 * Leaves of several entries side by side: formats with `contiguousSizes` have them, and page tables of
 * all others have nothing of this. A leaf's entries are written and cleared together.
 */
import { EMPTY, type Format } from './formats/format.js'
import type { PageTable } from './page-table.js'
import { fillLeaves } from './write-leaves.js'

/** What the format says of them. */
type Mark = NonNullable<Format['contiguous']>

export class ContiguousLeaves {
  /** By level: the sizes of this domain, in entries, one bit each. */
  private readonly inDomain: Int32Array
  /** By level: the entries of the leaves that entries do not say the size of; 1 where there are none. */
  private readonly usual: Int32Array

  constructor(
    private readonly table: PageTable,
    private readonly mark: Mark,
    sizes: number,
  ) {
    const { entries, pgsizeBitmap, span } = table
    const inEntries = (bitmap: number) =>
      Int32Array.from(span, (bytes) => Math.floor(bitmap / bytes) & (entries - 1))
    this.inDomain = inEntries(sizes & pgsizeBitmap)
    this.usual = inEntries(sizes).map((bits) => Math.max(1, bits))
  }

  /**
   * Stores `count` leaves of `level` from `index` of the table at word `base` on, for memory from `paddr`
   * on: the largest that both addresses are multiples of and that fit.
   */
  fill(
    base: number,
    level: number,
    index: number,
    count: number,
    paddr: number,
    low: number,
    high: number,
  ): void {
    const { table } = this
    const { perSpan, span } = table
    const from = base + 2 * index
    // Sizes that divide both addresses somewhere in the run.
    const apart = index ^ (paddr * perSpan[level])
    const sizes = this.inDomain[level] & (apart === 0 ? -1 : upToLowest(apart))
    if (sizes === 0) {
      fillLeaves(table, from, level, count, paddr, low, high)
      return
    }
    for (let done = 0; done < count; ) {
      const fitting = largestFitting(sizes | 1, index + done, count - done)
      const to = paddr + done * span[level]
      if (fitting === 1) fillLeaves(table, from + 2 * done, level, 1, to, low, high)
      else this.fillOne(from + 2 * done, level, fitting, to, low, high)
      done += fitting
    }
  }

  /** Stores a leaf of `count` entries. */
  private fillOne(
    at: number,
    level: number,
    count: number,
    paddr: number,
    low: number,
    high: number,
  ): void {
    const { mark, table } = this
    const markedLow = low | mark.low
    const markedHigh = high | mark.high
    if (!mark.sizeInAddress) {
      fillLeaves(table, at, level, count, paddr, markedLow, markedHigh)
      return
    }
    const { words } = table.memory
    const code = ((count * table.span[level]) / 2 - 1) & -table.granule
    fillLeaves(table, at, level, 1, paddr, markedLow | code, markedHigh)
    for (let nth = 1; nth < count; nth++) {
      words[at + 2 * nth] = words[at]
      words[at + 2 * nth + 1] = words[at + 1]
    }
  }

  /**
   * Entries that go when `count` from `index` on are unmapped, so that no leaf goes in part: none where
   * the first is inside a leaf; the leaf that the last is a part of stays, or goes whole.
   */
  wholeLeaves(
    base: number,
    level: number,
    index: number,
    count: number,
    cut: 'stays' | 'goes',
  ): number {
    const last = index + count - 1
    const inside = (index & (this.entriesOf(base + 2 * index, level) - 1)) !== 0
    COUNT: this.table.probe.readPtes(level, inside ? index : last, 1)
    if (inside) return 0
    const entries = this.entriesOf(base + 2 * last, level)
    const begin = last & -entries
    if (begin + entries <= index + count) return count
    return (cut === 'goes' ? begin + entries : begin) - index
  }

  /** Entries of the leaf that the pte at word `at` says it is a part of; 1 for what is no such leaf. */
  private entriesOf(at: number, level: number): number {
    const { mark, table } = this
    const low = table.memory.words[at]
    const high = table.memory.words[at + 1]
    const marked = (low & mark.low) === mark.low && (high & mark.high) === mark.high
    if (low === EMPTY || !marked) return 1
    if (!mark.sizeInAddress) return this.usual[level]
    const ones = low | (table.granule - 1)
    return 2 * (~ones & (ones + 1)) * table.perSpan[level]
  }

  /** The physical address that the leaf whose entry is at word `at` gives to `iova`. */
  target(at: number, iova: number, level: number): number {
    const { mark, table } = this
    const address = table.addressOf(table.memory.words[at], table.memory.words[at + 1])
    const entries = mark.sizeInAddress ? this.entriesOf(at, level) : 1
    const bytes = entries * table.span[level]
    return address - (address % bytes) + (iova % bytes)
  }

  /**
   * Entries from `index` on that are one leaf: 1 where those beside it do not go with it, as a walker that
   * takes each for itself sees them.
   */
  entriesTogether(base: number, index: number, level: number): number {
    const { mark, table } = this
    const first = base + 2 * index
    const count = this.entriesOf(first, level)
    if (index % count !== 0) return 1
    const address = this.target(first, 0, level)
    for (let nth = 1; nth < count; nth++) {
      const at = first + 2 * nth
      const its = mark.sizeInAddress ? address : address + nth * table.span[level]
      if (this.entriesOf(at, level) !== count || this.target(at, 0, level) !== its) return 1
      if (!this.haveSameAttributes(at, first)) return 1
    }
    return count
  }

  /** Whether the entries at two words are the same but for their addresses. */
  private haveSameAttributes(one: number, other: number): boolean {
    const { format, memory } = this.table
    const low =
      (memory.words[one] ^ memory.words[other]) & ~(format.addressLowMask | format.highestMask)
    const high = (memory.words[one + 1] ^ memory.words[other + 1]) & ~format.addressHighMask
    return (low | high) === 0
  }
}

/** The lowest bit that is set, and all below it. */
function upToLowest(bits: number): number {
  return bits ^ (bits - 1)
}

/** The largest of `sizes`, 1 among them, that `index` is a multiple of and that is at most `count`. */
function largestFitting(sizes: number, index: number, count: number): number {
  let fitting = sizes & (-1 >>> Math.clz32(count))
  if (index !== 0) fitting &= upToLowest(index)
  return 1 << (31 - Math.clz32(fitting))
}
