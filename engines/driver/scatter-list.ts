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
  /** Physical address at the position, and the bytes from there that lie side by side in memory. */
  here = 0
  left = 0
  /** The first segment behind them. */
  private next = 0

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
    this.next = this.from
    this.left = 0
    this.advance(0)
  }

  /** Moves on by `bytes`, at most `left`. */
  advance(bytes: number): void {
    this.here += bytes
    this.left -= bytes
    if (this.left > 0) return
    if (this.next < this.to) this.here = this.paddr[this.next]
    while (this.next < this.to && this.paddr[this.next] === this.here + this.left) {
      this.left += this.size[this.next++]
    }
  }
}
