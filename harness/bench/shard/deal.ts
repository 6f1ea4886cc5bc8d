/** Deals a suite's cells to shards: the same way on every machine, and in whatever order they stand. */
import { createHash } from 'node:crypto'

interface Weighed {
  id: string
  /** Expected time, in any unit. */
  weight: number
}

/**
 * The heaviest first, each to the shard that has the least so far: no shard gets more than 4/3 of what
 * the best deal gives the fullest (Graham, 1969). Where weights are equal, hashes decide.
 *
 * @returns the shard of each cell, from 1 on.
 */
export function deal(cells: readonly Weighed[], count: number): number[] {
  const order = cells
    .map(({ id, weight }, place) => ({ hash: hashOf(id), id, place, weight }))
    .sort((a, b) => b.weight - a.weight || compare(a.hash, b.hash) || compare(a.id, b.id))
  const shards = new LeastFirst(count)
  const dealt: number[] = []
  for (const { place, weight } of order) dealt[place] = shards.give(weight)
  return dealt
}

/** Shards as a heap: the one with the least on top, of equals the first. */
class LeastFirst {
  private readonly heap: Array<{ shard: number; sum: number }>

  constructor(count: number) {
    this.heap = Array.from({ length: count }, (_, at) => ({ shard: at + 1, sum: 0 }))
  }

  /** Gives a weight to the shard that has the least. */
  give(weight: number): number {
    const { heap } = this
    const [top] = heap
    if (top === undefined) throw new RangeError('there are no shards to deal to')
    top.sum += weight
    for (let at = 0; ; ) {
      let least = at
      for (const child of [2 * at + 1, 2 * at + 2]) {
        if (child < heap.length && isLess(heap[child], heap[least])) least = child
      }
      if (least === at) return top.shard
      const held = heap[at]
      heap[at] = heap[least]
      heap[least] = held
      at = least
    }
  }
}

function isLess(a: { shard: number; sum: number }, b: { shard: number; sum: number }): boolean {
  return a.sum < b.sum || (a.sum === b.sum && a.shard < b.shard)
}

function hashOf(id: string): string {
  return createHash('sha256').update(id).digest('hex')
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
