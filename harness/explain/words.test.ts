import assert from 'node:assert/strict'
import { test } from 'node:test'
import { countsOf } from './replay.js'
import { wordsOf } from './words.js'

const RANGE = { type: 'sync', forced: false, start: 0, end: 0x400000, pgsize: 0 } as const

test('a range without a page size is told as one, with its levels where they were gathered', () => {
  assert.equal(wordsOf(RANGE), 'iotlb_sync 0x0 to 0x400000')
  assert.equal(
    wordsOf({ ...RANGE, levels: { leaves: 0b101, tables: 0b10 } }),
    'iotlb_sync 0x0 to 0x400000, levels from the bottom: leaves 0 2, tables 1',
  )
  assert.equal(
    wordsOf({ ...RANGE, levels: { leaves: 1, tables: 0 } }),
    'iotlb_sync 0x0 to 0x400000, levels from the bottom: leaves 0',
  )
  assert.equal(wordsOf({ ...RANGE, pgsize: 4096 }), 'iotlb_sync 0x0 to 0x400000, pages of 4K')
  assert.equal(wordsOf({ ...RANGE, start: 2 ** 53 - 1, end: 0 }), 'iotlb_sync, nothing gathered')
  assert.equal(
    wordsOf({ type: 'range-add', start: 0, end: 0x1000, pgsize: 0 }),
    'add range 0x0 to 0x1000',
  )
})

test('what is told is counted for the format of the engine, levels too', () => {
  const whole = (tables: number) =>
    countsOf([{ ...RANGE, levels: { leaves: 2, tables } }], 'riscv-64').wholeRiscv
  assert.deepEqual([whole(0), whole(2)], [0, 1])
  assert.equal(countsOf([RANGE], 'vtd-ss').tlbiVtd, 2)
  assert.equal(countsOf([RANGE], 'vtd-ss').tlbiList, undefined)
})
