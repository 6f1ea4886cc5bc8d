import assert from 'node:assert/strict'
import { test } from 'node:test'
import { migrationsOf, parseMigrations } from './migrations.js'

test("moves are read from the scheduler's file", () => {
  const text =
    'node (12, #threads: 11)\n-----\nse.vruntime   :  12.5\nse.nr_migrations    :    42\n'
  assert.equal(parseMigrations(text), 42)
  assert.equal(parseMigrations('numa_pages_migrated : 3\n'), undefined)
})

test('a process that is not there has none', () => {
  assert.equal(migrationsOf(2 ** 30), undefined)
})
