import assert from 'node:assert/strict'
import { test } from 'node:test'
import { GIB, MIB } from '../contract/index.js'
import { CountedSession, domainOf, engineOf, PAGES_4K } from '../testing.js'
import { engine } from './walk-cache.js'

const K64 = 16 * PAGES_4K

test('an operation in the leaf table of the last one walks nowhere, and does the rest all the same', () => {
  const usual = new CountedSession(engineOf('map-unmap-pages'), domainOf())
  const session = new CountedSession(engine, domainOf())
  for (const [at, walks] of [
    [0, 1],
    [K64, 0],
    [2 * MIB, 1],
    [2 * MIB + K64, 0],
  ]) {
    const [{ counts }, expected] = [session, usual].map((one) => one.map(at, GIB + at, K64))
    assert.equal(counts.walks ?? 0, walks)
    assert.equal(counts.pteWrites, expected.counts.pteWrites)
    assert.equal(counts.levels, (expected.counts.levels ?? 0) - (walks === 1 ? 0 : 3))
  }
  assert.equal(session.unmap(2 * MIB, K64).counts.walks ?? 0, 0)
  const { bytes, counts } = session.unmap(0, K64)
  assert.deepEqual([bytes, counts.walks], [K64, 1])
})

test('a table that went is not remembered', () => {
  const session = new CountedSession(engine, domainOf())
  session.map(0, GIB, PAGES_4K)
  session.map(2 * MIB, GIB, PAGES_4K)
  // The block takes the table's place, and its memory goes to the next table.
  session.unmap(2 * MIB, PAGES_4K)
  session.map(2 * MIB, GIB, 2 * MIB)
  assert.equal(session.unmap(2 * MIB, 2 * MIB).bytes, 2 * MIB)
  session.map(2 * MIB, GIB, PAGES_4K)
  assert.equal(session.session.translate(2 * MIB), GIB)
  assert.equal(session.session.translate(0), GIB)
  assert.equal(session.session.leakedTables(), 0)
})
