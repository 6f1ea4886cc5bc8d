import assert from 'node:assert/strict'
import { test } from 'node:test'
import { epochCycles } from './epochs.js'

test('an epoch is never so short that asking for it costs more than it', () => {
  // 5 rows of 0.2 ms a cycle: 8 ms are 40 cycles, one of which is thrown away.
  assert.equal(epochCycles({ cycleMs: 1, rows: 5 }), 39)
})

test('an epoch of long cycles has three of them', () => {
  assert.equal(epochCycles({ cycleMs: 300, rows: 5 }), 3)
})

test('where no row is left alive there is nothing to run for', () => {
  assert.equal(epochCycles({ cycleMs: 1, rows: 0 }), 3)
})
