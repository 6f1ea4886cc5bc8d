import assert from 'node:assert/strict'
import { test } from 'node:test'
import { GIB, KIB, MIB } from '../../engines/contract/index.js'
import { sweepCell } from '../../workloads/index.js'
import { slotsFor, trialSlots } from './slots.js'

const cellOf = (bufferBytes: number) =>
  sweepCell({ bufferBytes, pageSizes: ['4K'], alignment: 'aligned', mode: 'coherent-strict' })

test('a trial tape holds some 64 MiB of buffers and never none', () => {
  assert.equal(trialSlots(cellOf(4 * KIB)), 256)
  assert.equal(trialSlots(cellOf(2 * MIB)), 32)
  assert.equal(trialSlots(cellOf(GIB)), 1)
})

test('the shortest phase comes to 1000 clock steps, rounded up to a power of two', () => {
  // 256 buffers took 5.12 us, so 20 ns each; 1000 steps of 40 ns are 40 us: 2000 buffers.
  const trial = { slots: 256, shortestNs: 5120, meanNs: 1e6 }
  assert.equal(slotsFor(cellOf(4 * KIB), trial, 40, false), 2048)
  assert.equal(slotsFor(cellOf(4 * KIB), trial, 160, false), 8192)
})

test('phases come to 500 us in the mean', () => {
  const trial = { slots: 256, shortestNs: 16_000, meanNs: 40_000 }
  assert.equal(slotsFor(cellOf(4 * KIB), trial, 40, false), 4096)
})

test('there is always one buffer, and never more than fit', () => {
  const slow = { slots: 1, shortestNs: 1e6, meanNs: 1e6 }
  assert.equal(slotsFor(cellOf(64 * MIB), slow, 40, false), 1)
  const fast = { slots: 1, shortestNs: 10, meanNs: 10 }
  assert.equal(slotsFor(cellOf(GIB), fast, 40, false), cellOf(GIB).maxSlots)
})

test('where all rows time themselves a fifth of the phase is enough', () => {
  const trial = { slots: 256, shortestNs: 256 * 20, meanNs: 256 * 50 }
  assert.equal(slotsFor(cellOf(4 * KIB), trial, 1, false), 16384)
  assert.equal(slotsFor(cellOf(4 * KIB), trial, 1, true), 2048)
})
