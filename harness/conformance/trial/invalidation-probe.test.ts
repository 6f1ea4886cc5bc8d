import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DEFAULT_PLACES } from './domains.js'
import { InvalidationProbe } from './invalidation-probe.js'

const { BLOCK, PAGE } = DEFAULT_PLACES

test('pages, ranges and walks are gathered; syncs and walks are invalidated', () => {
  const probe = new InvalidationProbe(PAGE, BLOCK)
  probe.tlbAdd(0, PAGE)
  probe.rangeAdd(PAGE, 3 * PAGE, PAGE)
  probe.flushWalk(BLOCK, BLOCK)
  probe.sync(false, 0, 3 * PAGE, PAGE)
  const ends = (intervals: ReadonlyArray<{ end: number }>) => intervals.map(({ end }) => end)
  assert.deepEqual(ends(probe.gathered), [PAGE, 3 * PAGE, 2 * BLOCK])
  assert.deepEqual(ends(probe.invalidated), [2 * BLOCK, 3 * PAGE])
})

test('what was mapped and gathered is that of the last operation; tables are those of the session', () => {
  const probe = new InvalidationProbe(PAGE, BLOCK)
  assert.equal(probe.reports, false)
  probe.allocTable()
  probe.allocTable()
  probe.mapLeaves(true, 3)
  probe.mapLeaves(false, 2)
  assert.equal(probe.mappedBytes, 3 * PAGE + 2 * BLOCK)
  probe.clear()
  probe.freeTables(1)
  assert.equal(probe.mappedBytes, 0)
  assert.deepEqual(probe.events, [{ kind: 'free', count: 1 }])
  assert.equal(probe.tablesInUse, 1)
  assert.equal(probe.reports, true)
})
