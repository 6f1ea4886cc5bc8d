/** A column of addresses or sizes, in four or five bytes a value: it grows by chunks and is never copied. */

/** The smallest page of any IOMMU: values are whole multiples of it. */
export const PAGE_BYTES = 4096

/** Values are below this. */
export const VALUE_LIMIT = 2 ** 52

export const CHUNK_SHIFT = 16
export const CHUNK = 1 << CHUNK_SHIFT
export const IN_CHUNK = CHUNK - 1

/** Whether a column can hold the value. */
export function isColumnValue(bytes: number): boolean {
  const pages = bytes / PAGE_BYTES
  return bytes >= 0 && bytes < VALUE_LIMIT && pages === Math.floor(pages)
}

/** Multiples of `PAGE_BYTES` below `VALUE_LIMIT`, as 40-bit page numbers. */
export class PageColumn {
  readonly #low: Uint32Array[] = []
  /** No chunk where all values are below 2^44, as most are. */
  readonly #high: Array<Uint8Array | undefined> = []

  get(at: number): number {
    const chunk = at >>> CHUNK_SHIFT
    const within = at & IN_CHUNK
    const high = this.#high[chunk]
    const low = this.#low[chunk][within]
    return (high === undefined ? low : high[within] * 2 ** 32 + low) * PAGE_BYTES
  }

  /** Sets a value that is there, or the one after the last. */
  set(at: number, bytes: number): void {
    const chunk = at >>> CHUNK_SHIFT
    const within = at & IN_CHUNK
    if (chunk === this.#low.length) {
      this.#low.push(new Uint32Array(CHUNK))
      this.#high.push(undefined)
    }
    const pages = bytes / PAGE_BYTES
    this.#low[chunk][within] = pages
    let high = this.#high[chunk]
    if (high === undefined) {
      if (pages < 2 ** 32) return
      high = new Uint8Array(CHUNK)
      this.#high[chunk] = high
    }
    high[within] = pages / 2 ** 32
  }
}
