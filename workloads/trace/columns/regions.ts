import { firstFrom } from './first-from.js'

/** A mapped region: `[start, end)` of iova. */
export interface Region {
  start: number
  end: number
}

/** Regions of a block; a full one is split, so that adding costs no more where a million are mapped. */
const BLOCK = 64

/**
 * The mapped regions of one address space, disjoint and in ascending order, each as one map made it
 * or as an unmap left it. Neighbours are not merged: how many maps an unmap covers is of interest.
 */
export class Regions {
  /** Blocks of regions, none of them empty. */
  readonly #blocks: Region[][] = []
  #bytes = 0
  #count = 0

  /** Bytes mapped. */
  get bytes(): number {
    return this.#bytes
  }

  get count(): number {
    return this.#count
  }

  /** All regions, ascending. */
  list(): readonly Region[] {
    return this.#blocks.flat()
  }

  /** The first region that shares a byte with `[start, end)`. */
  overlapping(start: number, end: number): Region | undefined {
    const block = this.#blocks[blockEndingAfter(this.#blocks, start)]
    if (block === undefined) return undefined
    const region = block[firstEndingAfter(block, start)]
    return region.start < end ? region : undefined
  }

  /** All regions that share a byte with `[start, end)`, whole, ascending. */
  touching(start: number, end: number): Region[] {
    const found: Region[] = []
    let at = blockEndingAfter(this.#blocks, start)
    let within = at < this.#blocks.length ? firstEndingAfter(this.#blocks[at], start) : 0
    for (; at < this.#blocks.length; at++, within = 0) {
      for (; within < this.#blocks[at].length; within++) {
        const region = this.#blocks[at][within]
        if (region.start >= end) return found
        found.push(region)
      }
    }
    return found
  }

  /** Adds `[start, end)`, which must overlap nothing. */
  add(start: number, end: number): void {
    this.#bytes += end - start
    this.#count++
    const last = this.#blocks.length - 1
    if (last < 0) {
      this.#blocks.push([{ start, end }])
      return
    }
    const at = Math.min(blockEndingAfter(this.#blocks, start), last)
    const block = this.#blocks[at]
    block.splice(firstEndingAfter(block, start), 0, { start, end })
    if (block.length > BLOCK) this.#blocks.splice(at + 1, 0, block.splice(BLOCK / 2))
  }

  /** Adds `[start, end)` to what is there already, and joins it with its neighbours. */
  cover(start: number, end: number): void {
    const near = this.touching(start - 1, end + 1)
    if (near.length === 1 && near[0].start <= start && near[0].end >= end) return
    const from = Math.min(start, near.at(0)?.start ?? start)
    const to = Math.max(end, near.at(-1)?.end ?? end)
    this.remove(from, to)
    this.add(from, to)
  }

  /** Removes `[start, end)` and returns the parts of regions that it held, ascending. */
  remove(start: number, end: number): Region[] {
    const removed: Region[] = []
    for (let at = blockEndingAfter(this.#blocks, start); at < this.#blocks.length; ) {
      const block = this.#blocks[at]
      const from = firstEndingAfter(block, start)
      let to = from
      const kept: Region[] = []
      for (; to < block.length && block[to].start < end; to++) {
        const region = block[to]
        const part = { start: Math.max(start, region.start), end: Math.min(end, region.end) }
        removed.push(part)
        this.#bytes -= part.end - part.start
        if (region.start < start) kept.push({ start: region.start, end: start })
        if (region.end > end) kept.push({ start: end, end: region.end })
      }
      if (to === from) break
      const more = to === block.length
      block.splice(from, to - from, ...kept)
      this.#count += kept.length - (to - from)
      if (block.length === 0) this.#blocks.splice(at, 1)
      else at++
      if (!more) break
    }
    return removed
  }
}

/** Index of the first block that has a region that ends after `address`. */
function blockEndingAfter(blocks: readonly Region[][], address: number): number {
  return firstFrom(0, blocks.length, (at) => {
    const block = blocks[at]
    return block[block.length - 1].end > address
  })
}

/** Index of the first region that ends after `address`. */
function firstEndingAfter(regions: readonly Region[], address: number): number {
  return firstFrom(0, regions.length, (at) => regions[at].end > address)
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

/** The parts of `[start, end)` that lie in none of `regions`, which are ascending. */
export function gapsBetween(regions: readonly Region[], start: number, end: number): Region[] {
  const gaps: Region[] = []
  let reached = start
  for (const region of regions) {
    if (region.start > reached) gaps.push({ start: reached, end: Math.min(region.start, end) })
    reached = Math.max(reached, region.end)
    if (reached >= end) return gaps
  }
  if (reached < end) gaps.push({ start: reached, end })
  return gaps
}
