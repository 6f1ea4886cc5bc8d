/** Deals a suite's cells to shards: the same way on every machine, and in whatever order they stand. */
import { createHash } from 'node:crypto'

/**
 * The heaviest first, each to the shard that has the least so far: no shard gets more than 4/3 of what
 * the best deal gives the fullest (Graham, 1969). Where weights are equal, hashes decide.
 *
 * @param cells each with the time that it is expected to take, in any unit.
 * @returns the shard of each cell, from 1 on.
 */
export function deal(
  cells: ReadonlyArray<{ id: string; weight: number }>,
  count: number,
): number[] {
  const order = cells
    .map(({ id, weight }, place) => ({ key: `${hashOf(id)} ${id}`, place, weight }))
    .sort((a, b) => b.weight - a.weight || (a.key < b.key ? -1 : 1))
  const sums: number[] = Array(count).fill(0)
  const dealt: number[] = []
  for (const { place, weight } of order) {
    // Of equals the first.
    const least = sums.reduce((best, sum, at) => (sum < sums[best] ? at : best), 0)
    sums[least] += weight
    dealt[place] = least + 1
  }
  return dealt
}

function hashOf(id: string): string {
  return createHash('sha256').update(id).digest('hex')
}
