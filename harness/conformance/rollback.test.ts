/** The caller's rollback and the layered one end in the same state, whatever stopped the map. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { engineOf } from '../../engines/testing.js'
import { DEFAULT_PLACES, domainOf } from './trial/domains.js'
import { leavesOf } from './trial/regions.js'
import { Subject } from './trial/subject.js'

const { BLOCK, IOVA, PADDR, PAGE, PAGES_ONLY } = DEFAULT_PLACES

const CALLERS = 'map-unmap-pages'
const LAYERED = 'layered-rollback'

/** Leaves, error and tables lost after a map that fails, over another's leaf at `clash`. */
function afterFailure(shape: string, paddr: number, size: number, clash: number, tables?: number) {
  const domain = domainOf({ pgsizeBitmap: PAGE | BLOCK, maxTables: tables })
  const subject = new Subject(engineOf(shape), domain)
  subject.maps(IOVA + clash, PADDR + 64 * BLOCK, PAGE)
  const outcome = subject.map(IOVA, paddr, size)
  const { session } = subject
  return { outcome, leaves: leavesOf(session), leaked: session.leakedTables() }
}

for (const clash of [0, PAGE, 511 * PAGE, BLOCK, BLOCK + PAGE, 3 * BLOCK - PAGE]) {
  test(`both rollbacks leave the same after a clash at ${clash} bytes`, () => {
    const callers = afterFailure(CALLERS, PAGES_ONLY, 3 * BLOCK, clash)
    assert.notEqual(callers.outcome.error, 0)
    assert.deepEqual(afterFailure(LAYERED, PAGES_ONLY, 3 * BLOCK, clash), callers)
    assert.deepEqual(callers.leaves, [
      { iova: IOVA + clash, paddr: PADDR + 64 * BLOCK, size: PAGE },
    ])
    assert.equal(callers.leaked, 0)
  })
}

for (const tables of [4, 5, 6]) {
  test(`both rollbacks leave the same with memory for ${tables} tables`, () => {
    const callers = afterFailure(CALLERS, PAGES_ONLY, 4 * BLOCK, 8 * BLOCK, tables)
    assert.notEqual(callers.outcome.error, 0)
    assert.deepEqual(afterFailure(LAYERED, PAGES_ONLY, 4 * BLOCK, 8 * BLOCK, tables), callers)
    assert.equal(callers.leaves.length, 1)
  })
}
