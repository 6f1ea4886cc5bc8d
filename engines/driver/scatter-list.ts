const EMPTY = new Float64Array(0)

/**
 * Segments of physical memory that are mapped one behind the other in iova: entries `from` to
 * `to` of two columns, in bytes; and a position in them. One object is reused for every list.
 */
export class ScatterList {
  paddr: Float64Array = EMPTY
  size: Float64Array = EMPTY
  from = 0
  to = 0
  /** The segment at hand, and the bytes of it that are behind. */
  private at = 0
  private behind = 0

  /** Looks at other columns, from their first segment on. */
  over(paddr: Float64Array, size: Float64Array, from: number, to: number): this {
    this.paddr = paddr
    this.size = size
    this.from = from
    this.to = to
    this.rewind()
    return this
  }

  rewind(): void {
    this.at = this.from
    this.behind = 0
  }

  /** Physical address at the position. */
  get here(): number {
    return this.paddr[this.at] + this.behind
  }

  /** Bytes left of the segment at hand. */
  get left(): number {
    return this.size[this.at] - this.behind
  }

  /** Moves on by `bytes`, at most to the next segment's start. */
  advance(bytes: number): void {
    this.behind += bytes
    if (this.behind === this.size[this.at]) {
      this.at++
      this.behind = 0
    }
  }
}
