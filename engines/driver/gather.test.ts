import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Counts, KIB, MIB } from '../contract/index.js'
import { CountingProbe } from '../probes/counting.js'
import { Gather } from './gather.js'
import { SmmuV3Tlb } from './smmu-v3.js'

const PAGE = 4 * KIB

function added(...pages: Array<[iova: number, granule: number]>): {
  gather: Gather
  counts: Counts
} {
  const probe = new CountingProbe()
  const tlb = new SmmuV3Tlb(probe)
  const gather = new Gather()
  gather.start(false)
  for (const [iova, granule] of pages) tlb.addPage(gather, iova, granule)
  return { gather, counts: probe.take() }
}

test('pages side by side merge into one range, in either direction', () => {
  const up = added([PAGE, PAGE], [2 * PAGE, PAGE], [3 * PAGE, PAGE])
  assert.deepEqual([up.gather.begin, up.gather.end, up.counts.forcedSyncs], [PAGE, 4 * PAGE, 0])
  const down = added([3 * PAGE, PAGE], [2 * PAGE, PAGE])
  assert.deepEqual(
    [down.gather.begin, down.gather.end, down.counts.forcedSyncs],
    [2 * PAGE, 4 * PAGE, 0],
  )
})

test('a gap forces a sync, and a new range begins', () => {
  const { counts, gather } = added([PAGE, PAGE], [3 * PAGE, PAGE])
  assert.equal(counts.forcedSyncs, 1)
  assert.deepEqual([gather.begin, gather.end], [3 * PAGE, 4 * PAGE])
})

test('another page size forces a sync', () => {
  const { counts, gather } = added([2 * MIB - PAGE, PAGE], [2 * MIB, 2 * MIB])
  assert.equal(counts.forcedSyncs, 1)
  assert.equal(gather.pgsize, 2 * MIB)
})
