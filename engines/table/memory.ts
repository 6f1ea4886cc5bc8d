/**
 * Memory for page tables: an arena of 4 KiB tables that grows, with a free list. A pte is a real
 * 64-bit descriptor, kept as two 32-bit words, low word first: V8 has no cheap 64-bit integers, and
 * a BigInt for each pte would cost more than the walk.
 *
 * A table's "physical address" is its number times 4 KiB, so that descriptors can point at it, and
 * stays below 4 GiB.
 */

/** 32-bit words of a table of 512 descriptors. */
export const TABLE_WORDS = 1024

/** 4 GiB of tables: enough for 2 TiB of 4K pages. */
const MOST_TABLES = 2 ** 20

/** Tables that the arena has room for at first: 1 MiB. */
const FIRST_TABLES = 256

export class TableMemory {
  /** All tables, one after another. Replaced when the arena grows: read it again after an allocation. */
  words = new Int32Array(FIRST_TABLES * TABLE_WORDS)
  private used = 0
  private freed = new Int32Array(FIRST_TABLES)
  private freedCount = 0
  private deferred = new Int32Array(FIRST_TABLES)
  private deferredCount = 0

  /** @param maxTables tables that may be in use at once. */
  constructor(private readonly maxTables = MOST_TABLES) {}

  /** The number of a zeroed table; -1 where no more may be in use. */
  allocate(): number {
    if (this.inUse >= this.maxTables) return -1
    if (this.freedCount > 0) {
      const table = this.freed[--this.freedCount]
      this.words.fill(0, table * TABLE_WORDS, (table + 1) * TABLE_WORDS)
      return table
    }
    if ((this.used + 1) * TABLE_WORDS > this.words.length) this.grow()
    return this.used++
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
