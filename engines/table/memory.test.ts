import assert from 'node:assert/strict'
import { test } from 'node:test'
import { TableMemory } from './memory.js'

/** Of tables of 4K. */
const TABLE_WORDS = 1024

test('tables are zeroed, also those that were used before', () => {
  const memory = new TableMemory(TABLE_WORDS)
  const table = memory.allocate()
  memory.words.fill(7, table, table + TABLE_WORDS)
  memory.free(table)
  assert.equal(memory.allocate(), table)
  assert.ok(memory.words.subarray(table, table + TABLE_WORDS).every((w) => w === 0))
})

test('the arena grows and keeps what it holds', () => {
  const memory = new TableMemory(TABLE_WORDS)
  const tables = Array.from({ length: 1000 }, () => memory.allocate())
  assert.equal(new Set(tables).size, 1000)
  memory.words[tables[0]] = 42
  for (let more = 0; more < 2000; more++) memory.allocate()
  assert.equal(memory.words[tables[0]], 42)
  assert.equal(memory.inUse, 3000)
})

test('a deferred table is not used again before its sync', () => {
  const memory = new TableMemory(TABLE_WORDS)
  const table = memory.allocate()
  memory.defer(table)
  assert.notEqual(memory.allocate(), table)
  assert.equal(memory.waiting, 1)
  assert.equal(memory.freeDeferred(), 1)
  assert.equal(memory.allocate(), table)
})

test('no more tables than allowed are in use at once', () => {
  const memory = new TableMemory(TABLE_WORDS, 2)
  const [first] = [memory.allocate(), memory.allocate()]
  assert.equal(memory.allocate(), -1)
  memory.free(first)
  assert.equal(memory.allocate(), first)
})

test('tables of 64K lie side by side, and the arena grows by them', () => {
  const memory = new TableMemory(16 * TABLE_WORDS)
  const tables = Array.from({ length: 40 }, () => memory.allocate())
  assert.deepEqual(
    tables,
    tables.map((_, nth) => nth * 16 * TABLE_WORDS),
  )
})
