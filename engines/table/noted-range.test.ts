import assert from 'node:assert/strict'
import { test } from 'node:test'
import { KIB, MIB } from '../contract/index.js'
import { Gather, type TlbOps } from '../driver/index.js'
import { NotedRange } from './noted-range.js'

const K4 = 4 * KIB
const M2 = 2 * MIB

/** Notes runs as `[iova, leaves, size of a leaf]` and returns the ranges added: `[iova, size, pgsize]`. */
function rangesOf(...runs: Array<[number, number, number]>): number[][] {
  const ranges: number[][] = []
  const refuse = () => assert.fail('only ranges are added')
  const tlb: TlbOps = {
    addPage: refuse,
    flushWalk: refuse,
    addRange: (_gather, iova, size, granule) => ranges.push([iova, size, granule]),
  }
  const noted = new NotedRange(tlb)
  const gather = new Gather()
  for (const [iova, leaves, size] of runs) noted.note(iova, leaves * size, size, gather)
  noted.addTo(gather)
  // Nothing is left for the next call.
  noted.addTo(gather)
  return ranges
}

test('nothing noted, nothing added', () => assert.deepEqual(rangesOf(), []))

test('runs of equal leaves side by side are one range, across tables', () => {
  assert.deepEqual(rangesOf([0, 512, K4], [M2, 512, K4]), [[0, 2 * M2, K4]])
  assert.deepEqual(rangesOf([0, 32, M2]), [[0, 32 * M2, M2]])
})

test('another size of leaf and a gap begin a new range', () => {
  assert.deepEqual(rangesOf([M2 - K4, 1, K4], [M2, 2, M2], [3 * M2, 4, K4]), [
    [M2 - K4, K4, K4],
    [M2, 2 * M2, M2],
    [3 * M2, 4 * K4, K4],
  ])
  assert.deepEqual(rangesOf([0, 1, K4], [2 * K4, 1, K4]), [
    [0, K4, K4],
    [2 * K4, K4, K4],
  ])
})
