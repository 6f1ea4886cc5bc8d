import assert from 'node:assert/strict'
import { test } from 'node:test'
import { GIB, KIB, MIB } from '../../engines/contract/index.js'
import { sweepCell } from '../../workloads/index.js'
import { slotsFor, trialSlots } from './slots.js'

const cellOf = (bufferBytes: number) =>
  sweepCell({ bufferBytes, pageSizes: ['4K'], paddrOffset: 0, mode: 'coherent-strict' })

test('a trial tape holds some 64 MiB of buffers and never none', () => {
  assert.equal(trialSlots(cellOf(4 * KIB)), 256)
  assert.equal(trialSlots(cellOf(2 * MIB)), 32)
  assert.equal(trialSlots(cellOf(GIB)), 1)
})

test('the shortest phase comes to 1000 clock steps, rounded up to a power of two', () => {
  // 256 buffers took 5.12 us, so 20 ns each; 1000 steps of 40 ns are 40 us: 2000 buffers.
  assert.equal(slotsFor(cellOf(4 * KIB), 256, 5120, 40), 2048)
  assert.equal(slotsFor(cellOf(64 * MIB), 1, 100_000, 40), 1)
})

test('a coarse clock takes more buffers, up to what is sensible', () => {
  assert.equal(slotsFor(cellOf(4 * KIB), 256, 5120, 160), 8192)
  assert.equal(slotsFor(cellOf(GIB), 1, 10, 1000), cellOf(GIB).maxSlots)
})
