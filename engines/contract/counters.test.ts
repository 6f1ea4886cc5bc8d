import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addCounts, indirectCalls, opCalls } from './counters.js'

/** Each a power of two, so that a sum says what is in it. */
const CALLS = {
  driverCalls: 1,
  tableCalls: 2,
  tlbAdds: 4,
  flushWalks: 8,
  forcedSyncs: 16,
  finalSyncs: 32,
}

test('indirect calls are those of ops, of the TLB side and of syncs', () => {
  assert.equal(opCalls({ ...CALLS, walks: 64 }), 3)
  assert.equal(indirectCalls({ ...CALLS, walks: 64 }), 63)
})

test('what was not counted is in no sum', () => {
  const { forcedSyncs, ...others } = CALLS
  assert.equal(indirectCalls(others), undefined)
  assert.deepEqual(addCounts(CALLS, { forcedSyncs }), { forcedSyncs: 32 })
})
