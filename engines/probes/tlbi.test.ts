import assert from 'node:assert/strict'
import { test } from 'node:test'
import { flushQueueCommands, GIB, MIB } from '../contract/index.js'
import { CountedSession, domainOf, engineOf } from '../testing.js'
import { listCommands, perPageCommands, rangeCommands } from './tlbi.js'

test('nothing gathered is nothing to invalidate', () => {
  assert.deepEqual([perPageCommands(0), listCommands(0), rangeCommands(0)], [0, 0, 0])
})

test('a list has a command for each page', () => {
  assert.equal(listCommands(512), 513)
})

test('a range command covers up to 31 units of a power of two', () => {
  assert.equal(rangeCommands(1), 2)
  assert.equal(rangeCommands(31), 2)
  // 512 pages are one unit of 512; 33 are one page and one unit of 32.
  assert.equal(rangeCommands(512), 2)
  assert.equal(rangeCommands(33), 3)
  // 1023 = 31 pages and 31 units of 32.
  assert.equal(rangeCommands(1023), 3)
})

test('commands of an unmap under each model: 2M of 4K pages that stay', () => {
  const session = new CountedSession(engineOf('per-page'), domainOf({ pgsizeBitmap: 4096 }))
  session.map(64 * GIB, 128 * GIB, 2 * MIB)
  const { counts } = session.unmap(64 * GIB, 2 * MIB)
  assert.equal(counts.tlbiPerPage, 513)
  assert.equal(counts.tlbiList, 513)
  assert.equal(counts.tlbiRange, 2)
  assert.equal(flushQueueCommands(256), 2)
})

test('a table that goes is invalidated page by page, or by one range command', () => {
  const session = new CountedSession(engineOf('per-page'), domainOf())
  session.map(64 * GIB, 128 * GIB + 4096, 2 * MIB)
  const { counts } = session.unmap(64 * GIB, 2 * MIB)
  assert.equal(counts.flushWalks, 1)
  assert.equal(counts.tlbiList, 513)
  assert.equal(counts.tlbiRange, 2)
})
