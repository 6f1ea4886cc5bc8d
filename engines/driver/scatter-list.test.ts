import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ScatterList } from './scatter-list.js'

test('segments that lie side by side are one stretch, others are not', () => {
  const paddr = Float64Array.of(99, 0x1000, 0x3000, 0x8000, 0x9000)
  const size = Float64Array.of(99, 0x2000, 0x1000, 0x1000, 0x4000)
  const list = new ScatterList().over(paddr, size, 1, 5)
  assert.deepEqual([list.here, list.left], [0x1000, 0x3000])
  list.advance(0x2800)
  assert.deepEqual([list.here, list.left], [0x3800, 0x800])
  list.advance(0x800)
  assert.deepEqual([list.here, list.left], [0x8000, 0x5000])
  list.advance(0x5000)
  assert.equal(list.left, 0)
  list.rewind()
  assert.deepEqual([list.here, list.left], [0x1000, 0x3000])
})
