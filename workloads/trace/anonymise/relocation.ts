/** Addresses moved so that what page tables do with them stays the same. */
import { firstFrom } from '../columns/first-from.js'
import { PAGE_BYTES } from '../columns/pages.js'
import type { Regions } from '../columns/regions.js'

/** Addresses are moved within this many bits, or within as many as they have. */
const LEAST_BITS = 39
const PAGE_BIT = Math.log2(PAGE_BYTES) - 1
/** No block is larger: alignment to more than this means nothing. */
const LARGEST_BLOCK_BIT = 30

/**
 * Where each of `ranges` goes. The halves of a power of two, of any size, change places or stay; so
 * what shares a table at any level still does. They stay where a range, or ranges side by side, lie in
 * both, begin at the beginning of one or end at the end of one: so ranges stay whole, those side by
 * side stay so, no others come to lie side by side, and each keeps its alignment, to 1G at the most.
 *
 * No address of `taken` comes to be in use: all of a half moves to one that is free of them, and what
 * else changes places does so within.
 * @param ranges such that touching ones are one (`Regions.cover`)
 * @param random whether a choice is to change places: a coin
 * @returns `undefined` where nothing is free
 */
export function relocate(
  ranges: Regions,
  taken: Regions,
  random: () => boolean,
): ((address: number) => number) | undefined {
  const regions = ranges.list()
  const moves = new Float64Array(regions.length)
  let isFree = true
  const holds = (address: number) => ranges.overlapping(address, address + 1) !== undefined

  /** Moves regions `[from, to)`, which lie within the two halves of `2 ** bit` bytes at `base`. */
  const move = (from: number, to: number, base: number, bit: number, by: number, free: boolean) => {
    if (from === to) return
    const half = 2 ** bit
    const middle = base + half
    const end = middle + half
    const left = firstFrom(from, to, (at) => regions[at].end > middle)
    const right = firstFrom(left, to, (at) => regions[at].start >= middle)
    if (bit === PAGE_BIT || left < right) {
      // A page, or a region across the middle: it stays where it is within these halves.
      isFree &&= free
      moves.fill(by, bit === PAGE_BIT ? from : left, bit === PAGE_BIT ? to : right)
    }
    if (bit === PAGE_BIT) return
    const edges = [base, middle - 1, middle, end - 1]
    const mayMove = !edges.some(holds)
    let swap = free && mayMove && random()
    let below = free
    if (!free && (left === from || right === to) && left === right) {
      const other = left === from ? base : middle
      const apart = bit >= LARGEST_BLOCK_BIT ? !holds(base - 1) && !holds(end) : mayMove
      swap = apart && taken.overlapping(other, other + half) === undefined
      below = swap
    }
    move(from, left, base, bit - 1, swap ? by + half : by, below)
    move(right, to, middle, bit - 1, swap ? by - half : by, below)
  }

  const last = Math.max(1, regions.at(-1)?.end ?? 0, taken.list().at(-1)?.end ?? 0)
  const bits = Math.max(LEAST_BITS, Math.ceil(Math.log2(last)))
  move(0, regions.length, 0, bits - 1, 0, false)
  if (!isFree) return undefined
  return (address) => {
    const at = firstFrom(0, regions.length, (region) => regions[region].end > address)
    return address + moves[at]
  }
}
