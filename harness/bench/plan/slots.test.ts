import assert from 'node:assert/strict'
import { test } from 'node:test'
import { GIB, KIB, MIB } from '../../../engines/contract/index.js'
import { cellsOf, loadSuite, sweepCell } from '../../../workloads/index.js'
import { slotsFor } from './slots.js'

const cellOf = (bufferBytes: number, change: Partial<Parameters<typeof sweepCell>[0]> = {}) =>
  sweepCell({
    bufferBytes,
    pageSizes: ['4K'],
    alignment: 'aligned',
    mode: 'coherent-strict',
    ...change,
  })

test('a phase takes some 100 us in the mean, in whole powers of two buffers', () => {
  // 25 + 12 ns a leaf: 2,702 buffers of a page, 460 of 16, 16 of 512, and one of 16,384.
  assert.deepEqual(
    [4 * KIB, 64 * KIB, 2 * MIB, 64 * MIB].map((bytes) => slotsFor(cellOf(bytes))),
    [2048, 256, 16, 1],
  )
})

test('there is always one buffer, and never more than fit', () => {
  assert.equal(slotsFor(cellOf(GIB)), 1)
  const cell = cellOf(4 * KIB)
  assert.equal(slotsFor({ ...cell, maxSlots: 100 }), 100)
})

test('a block is one leaf', () => {
  assert.equal(slotsFor(cellOf(2 * MIB, { pageSizes: ['4K', '2M'] })), 2048)
})

test('where an unmap drops tables it has enough of them for a clock to tell', () => {
  const dropping = (bytes: number) =>
    slotsFor(cellOf(bytes, { pageSizes: ['4K', '2M'], alignment: 'not-co-aligned' }))
  // A table is one entry: 3 us are 81 of 37 ns, and 7 of 32 entries.
  assert.deepEqual([2 * MIB, 64 * MIB].map(dropping), [64, 4])
})

test('a map that fails costs what it wrote until then', () => {
  const failing = cellsOf(loadSuite('full')).filter(({ failing }) => failing?.error === 'EEXIST')
  const first = failing.find((cell) => cell.failing?.page === 0 && cell.bufferBytes === 4 * MIB)
  assert.ok(first)
  assert.equal(slotsFor(first), Math.min(2048, first.maxSlots))
})
