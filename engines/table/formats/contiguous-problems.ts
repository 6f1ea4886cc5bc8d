import { formatSize, PROT_READ, sizesIn } from '../../contract/index.js'
import type { Format } from './format.js'
import { overlap, type Problem, spanOf } from './problem.js'

/** Leaves of several entries: sizes whose entries lie in one table, and a mark that no other entry has. */
export function* contiguousProblems(format: Format): Generator<Problem> {
  const { contiguous, contiguousSizes = 0, lastLevel, leafSizes } = format
  if ((contiguous === undefined) !== (contiguousSizes === 0)) {
    yield ['contiguousSizes', `${contiguousSizes}: it and contiguous go together`]
    return
  }
  if (contiguous === undefined) return
  const levels = new Map<number, number>()
  for (const size of sizesIn(contiguousSizes)) {
    const level = lastLevel - sizesIn(leafSizes).findLastIndex((span) => span <= size)
    if (level > lastLevel || size === spanOf(format, level) || size >= spanOf(format, level - 1)) {
      yield ['contiguousSizes', `${contiguousSizes} has ${formatSize(size)}, no part of a table`]
      return
    }
    const other = levels.get(level)
    if (other !== undefined && !contiguous.sizeInAddress) {
      const both = `${formatSize(other)} and ${formatSize(size)}`
      yield [
        'contiguousSizes',
        `${contiguousSizes} has ${both} of one level, and no address says which`,
      ]
      return
    }
    levels.set(level, size)
    yield* markProblems(format, contiguous, level)
  }
}

function* markProblems(
  { addressHighMask, addressLowMask, highestMask, isLeaf, leafHigh, leafLow }: Format,
  { high, low }: NonNullable<Format['contiguous']>,
  level: number,
): Generator<Problem> {
  yield* overlap('contiguous', 'low ', low, addressLowMask | highestMask)
  yield* overlap('contiguous', 'high ', high, addressHighMask)
  const leaf = leafLow(PROT_READ, level)
  const isMarked = (leaf & low) === low && (leafHigh(PROT_READ) & high) === high
  if (isMarked) yield ['contiguous', `: a leaf of one entry of level ${level} has all of it`]
  if (!isLeaf(leaf | low, level)) {
    yield ['isLeaf', `(..., ${level}) takes an entry with contiguous.low for a table`]
  }
}
