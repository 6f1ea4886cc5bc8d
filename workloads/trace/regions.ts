/** A mapped region: `[start, end)` of iova. */
export interface Region {
  start: number
  end: number
}

/**
 * The mapped regions of one address space, disjoint and in ascending order, each as one map made it
 * or as an unmap left it. Neighbours are not merged: how many maps an unmap covers is of interest.
 */
export class Regions {
  readonly #sorted: Region[] = []
  #bytes = 0

  /** Bytes mapped. */
  get bytes(): number {
    return this.#bytes
  }

  get count(): number {
    return this.#sorted.length
  }

  /** All regions, ascending. */
  list(): readonly Region[] {
    return this.#sorted
  }

  /** The first region that shares a byte with `[start, end)`. */
  overlapping(start: number, end: number): Region | undefined {
    const region = this.#sorted[this.#firstEndingAfter(start)]
    return region !== undefined && region.start < end ? region : undefined
  }

  /** All regions that share a byte with `[start, end)`, whole, ascending. */
  touching(start: number, end: number): Region[] {
    const from = this.#firstEndingAfter(start)
    let to = from
    while (to < this.#sorted.length && this.#sorted[to].start < end) to++
    return this.#sorted.slice(from, to)
  }

  /** Adds `[start, end)`, which must overlap nothing. */
  add(start: number, end: number): void {
    this.#sorted.splice(this.#firstEndingAfter(start), 0, { start, end })
    this.#bytes += end - start
  }

  /** Removes `[start, end)` and returns the parts of regions that it held, ascending. */
  remove(start: number, end: number): Region[] {
    const from = this.#firstEndingAfter(start)
    let to = from
    const removed: Region[] = []
    const kept: Region[] = []
    for (let region = this.#sorted[to]; region !== undefined && region.start < end; ) {
      const part = { start: Math.max(start, region.start), end: Math.min(end, region.end) }
      removed.push(part)
      this.#bytes -= part.end - part.start
      if (region.start < start) kept.push({ start: region.start, end: start })
      if (region.end > end) kept.push({ start: end, end: region.end })
      region = this.#sorted[++to]
    }
    this.#sorted.splice(from, to - from, ...kept)
    return removed
  }

  /** Index of the first region that ends after `address`. */
  #firstEndingAfter(address: number): number {
    let low = 0
    let high = this.#sorted.length
    while (low < high) {
      const middle = (low + high) >>> 1
      const region = this.#sorted[middle]
      if (region !== undefined && region.end <= address) low = middle + 1
      else high = middle
    }
    return low
  }
}

/** Joins regions that touch; `regions` ascending. */
export function joined(regions: readonly Region[]): Region[] {
  const runs: Region[] = []
  for (const { start, end } of regions) {
    const last = runs.at(-1)
    if (last !== undefined && last.end === start) last.end = end
    else runs.push({ start, end })
  }
  return runs
}
