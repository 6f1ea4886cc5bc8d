import assert from 'node:assert/strict'
import { test } from 'node:test'
import { K4, M2 } from './domains.js'
import { InvalidationProbe } from './invalidation-probe.js'

test('pages, ranges and walks are gathered; syncs and walks are invalidated', () => {
  const probe = new InvalidationProbe(K4, M2)
  probe.tlbAdd(0, K4)
  probe.rangeAdd(K4, 3 * K4, K4)
  probe.flushWalk(M2, M2)
  probe.sync(false, 0, 3 * K4, K4)
  const ends = (intervals: ReadonlyArray<{ end: number }>) => intervals.map(({ end }) => end)
  assert.deepEqual(ends(probe.gathered), [K4, 3 * K4, 2 * M2])
  assert.deepEqual(ends(probe.invalidated), [2 * M2, 3 * K4])
})

test('what was mapped and gathered is that of the last operation; tables are those of the session', () => {
  const probe = new InvalidationProbe(K4, M2)
  assert.equal(probe.reports, false)
  probe.allocTable()
  probe.allocTable()
  probe.mapLeaves(true, 3)
  probe.mapLeaves(false, 2)
  assert.equal(probe.mappedBytes, 3 * K4 + 2 * M2)
  probe.clear()
  probe.freeTables(1)
  assert.equal(probe.mappedBytes, 0)
  assert.deepEqual(probe.events, [{ kind: 'free', count: 1 }])
  assert.equal(probe.tablesInUse, 1)
  assert.equal(probe.reports, true)
})
