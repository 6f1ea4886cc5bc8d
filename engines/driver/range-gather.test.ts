import assert from 'node:assert/strict'
import { test } from 'node:test'
import { KIB, MIB } from '../contract/index.js'
import { CountingProbe } from '../probes/counting.js'
import { Gather } from './gather.js'
import type { PageTableOps } from './ops.js'
import { SmmuV3RangeGather } from './range-gather.js'

const K4 = 4 * KIB
const M2 = 2 * MIB

/**
 * A driver over a page table that unmaps `given` bytes at each call, whatever it is asked for, and
 * says whether it was to gather.
 */
function driverOver(...given: number[]) {
  const queued: boolean[] = []
  const answers = [...given]
  const refuse = () => assert.fail('only unmapPages is called')
  const table: PageTableOps = {
    mapPages: refuse,
    mapRange: refuse,
    mapList: refuse,
    unmapRange: refuse,
    freeDeferredTables: () => {},
    unmapPages(_iova, _pgsize, _pgcount, gather) {
      queued.push(gather.queued)
      return answers.shift() ?? assert.fail('one call too many')
    },
  }
  const probe = new CountingProbe()
  const gather = new Gather()
  gather.start(false)
  return { driver: new SmmuV3RangeGather(table, probe), gather, probe, queued }
}

/** What is pending, as `[begin, end, pgsize]`. */
function pending({ begin, end, pgsize }: Gather): number[] {
  return [begin, end, pgsize]
}

test('the page table is told that invalidation is queued, and the gather is as before behind it', () => {
  const { driver, gather, probe, queued } = driverOver(4 * K4)
  assert.equal(driver.unmapPages(8 * K4, K4, 4, gather), 4 * K4)
  assert.deepEqual(queued, [true])
  assert.equal(gather.queued, false)
  assert.deepEqual(pending(gather), [8 * K4, 12 * K4, K4])
  const { forcedSyncs, rangeAdds, tableCalls, tlbAdds } = probe.take()
  assert.deepEqual([tableCalls, rangeAdds, tlbAdds, forcedSyncs], [1, 1, 0, 0])
})

test('a gather that is queued already is left alone', () => {
  const { driver, gather, probe, queued } = driverOver(4 * K4)
  gather.start(true)
  const before = pending(gather)
  assert.equal(driver.unmapPages(0, K4, 4, gather), 4 * K4)
  assert.deepEqual([queued, gather.queued, pending(gather)], [[true], true, before])
  assert.equal(probe.take().rangeAdds, 0)
})

test('where nothing came back nothing is gathered, and the gather is as before', () => {
  const { driver, gather, probe } = driverOver(0)
  const before = pending(gather)
  assert.equal(driver.unmapPages(0, K4, 4, gather), 0)
  assert.deepEqual([gather.queued, pending(gather)], [false, before])
  assert.equal(probe.take().rangeAdds, 0)
})

test('just what came back is gathered, be it less than was asked for or more', () => {
  const hole = driverOver(3 * K4)
  assert.equal(hole.driver.unmapPages(M2, K4, 16, hole.gather), 3 * K4)
  assert.deepEqual(pending(hole.gather), [M2, M2 + 3 * K4, K4])
  // A page table may take a whole block where a part of it was asked for.
  const block = driverOver(M2)
  assert.equal(block.driver.unmapPages(M2, K4, 1, block.gather), M2)
  assert.deepEqual(pending(block.gather), [M2, 2 * M2, K4])
})

test('ranges side by side merge, a gap forces a sync first', () => {
  const { driver, gather, probe } = driverOver(K4, K4, K4)
  driver.unmapPages(0, K4, 1, gather)
  driver.unmapPages(K4, K4, 1, gather)
  assert.deepEqual([pending(gather), probe.take().forcedSyncs], [[0, 2 * K4, K4], 0])
  driver.unmapPages(3 * K4, K4, 1, gather)
  assert.deepEqual([pending(gather), probe.take().forcedSyncs], [[3 * K4, 4 * K4, K4], 1])
})

test('another page size forces a sync first, and is set', () => {
  const { driver, gather, probe } = driverOver(K4, M2)
  driver.unmapPages(M2 - K4, K4, 1, gather)
  assert.equal(gather.pgsize, K4)
  driver.unmapPages(M2, M2, 1, gather)
  assert.deepEqual([pending(gather), probe.take().forcedSyncs], [[M2, 2 * M2, M2], 1])
})
