/**
 * Memory for page tables: an arena of tables that grows, with a free list. A pte is a real 64-bit
 * descriptor, kept as two 32-bit words, low word first: V8 has no cheap 64-bit integers, and a BigInt
 * for each pte would cost more than the walk.
 *
 * A table is known by the word at which it begins. Its "physical address" is that in bytes, so that
 * descriptors can point at it, and stays below 4 GiB.
 */

/** 4 GiB of tables: enough for 2 TiB of 4K pages. */
const MOST_WORDS = 2 ** 30

/** What the arena has room for at first: 128 KiB, two tables of the largest granule. All of it is zeroed when a session opens. */
const FIRST_WORDS = 2 ** 15

export class TableMemory {
  /** All tables, one after another. Replaced when the arena grows: read it again after an allocation. */
  words = new Int32Array(FIRST_WORDS)
  private used = 0
  private freed: Int32Array<ArrayBuffer>
  private freedCount = 0
  private deferred: Int32Array<ArrayBuffer>
  private deferredCount = 0

  /**
   * @param tableWords 32-bit words of a table, a power of two.
   * @param maxTables tables that may be in use at once.
   */
  constructor(
    private readonly tableWords: number,
    private readonly maxTables = MOST_WORDS / tableWords,
  ) {
    this.freed = new Int32Array(FIRST_WORDS / tableWords)
    this.deferred = new Int32Array(FIRST_WORDS / tableWords)
  }

  /** The word at which a zeroed table begins; -1 where no more may be in use. */
  allocate(): number {
    if (this.inUse >= this.maxTables) return -1
    const { tableWords } = this
    if (this.freedCount > 0) {
      const table = this.freed[--this.freedCount]
      this.words.fill(0, table, table + tableWords)
      return table
    }
    if ((this.used + 1) * tableWords > this.words.length) this.grow()
    return this.used++ * tableWords
  }

  /** Makes a table available again at once: nothing may still be walking it. */
  free(table: number): void {
    this.freed[this.freedCount++] = table
  }

  /** Sets a table aside until the iotlb sync. */
  defer(table: number): void {
    this.deferred[this.deferredCount++] = table
  }

  /** The iotlb sync is over: nobody walks the deferred tables any more. Returns how many were freed. */
  freeDeferred(): number {
    const count = this.deferredCount
    while (this.deferredCount > 0) this.free(this.deferred[--this.deferredCount])
    return count
  }

  /** Tables set aside until the iotlb sync. */
  get waiting(): number {
    return this.deferredCount
  }

  /** Tables allocated and not freed, deferred ones included. */
  get inUse(): number {
    return this.used - this.freedCount
  }

  /** Doubles everything, so that neither `free` nor `defer` ever has to look at its room. */
  private grow(): void {
    this.words = doubled(this.words)
    this.freed = doubled(this.freed)
    this.deferred = doubled(this.deferred)
  }
}

function doubled(array: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(array.length * 2)
  larger.set(array)
  return larger
}
