/** The caller's rollback and the layered one end in the same state, whatever stopped the map. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { engineOf } from '../../engines/testing.js'
import { domainOf, IOVA, K4, M2, PADDR, PAGES_AND_BLOCKS, PAGES_ONLY } from './trial/domains.js'
import { leavesOf } from './trial/regions.js'
import { Subject } from './trial/subject.js'

const CALLERS = 'map-unmap-pages'
const LAYERED = 'layered-rollback'

/** Leaves, error and tables lost after a map that fails, over another's leaf at `clash`. */
function afterFailure(shape: string, paddr: number, size: number, clash: number, tables?: number) {
  const domain = domainOf({ pgsizeBitmap: PAGES_AND_BLOCKS, maxTables: tables })
  const subject = new Subject(engineOf(shape), domain)
  subject.maps(IOVA + clash, PADDR + 64 * M2, K4)
  const outcome = subject.map(IOVA, paddr, size)
  const { session } = subject
  return { outcome, leaves: leavesOf(session), leaked: session.leakedTables() }
}

for (const clash of [0, K4, 511 * K4, M2, M2 + K4, 3 * M2 - K4]) {
  test(`both rollbacks leave the same after a clash at ${clash} bytes`, () => {
    const callers = afterFailure(CALLERS, PAGES_ONLY, 3 * M2, clash)
    assert.notEqual(callers.outcome.error, 0)
    assert.deepEqual(afterFailure(LAYERED, PAGES_ONLY, 3 * M2, clash), callers)
    assert.deepEqual(callers.leaves, [{ iova: IOVA + clash, paddr: PADDR + 64 * M2, size: K4 }])
    assert.equal(callers.leaked, 0)
  })
}

for (const tables of [4, 5, 6]) {
  test(`both rollbacks leave the same with memory for ${tables} tables`, () => {
    const callers = afterFailure(CALLERS, PAGES_ONLY, 4 * M2, 8 * M2, tables)
    assert.notEqual(callers.outcome.error, 0)
    assert.deepEqual(afterFailure(LAYERED, PAGES_ONLY, 4 * M2, 8 * M2, tables), callers)
    assert.equal(callers.leaves.length, 1)
  })
}
