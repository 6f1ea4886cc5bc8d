import assert from 'node:assert/strict'
import { test } from 'node:test'
import { stepText } from './step-text.js'

const RANGE = { type: 'sync', forced: false, start: 0, end: 0x400000, pgsize: 0 } as const

test('a range without a page size is printed as one, with its levels where they were gathered', () => {
  assert.equal(stepText(RANGE), 'iotlb_sync 0x0 to 0x400000')
  assert.equal(
    stepText({ ...RANGE, levels: { leaves: 0b101, tables: 0b10 } }),
    'iotlb_sync 0x0 to 0x400000, levels from the bottom: leaves 0 2, tables 1',
  )
  assert.equal(
    stepText({ ...RANGE, levels: { leaves: 1, tables: 0 } }),
    'iotlb_sync 0x0 to 0x400000, levels from the bottom: leaves 0',
  )
  assert.equal(stepText({ ...RANGE, pgsize: 4096 }), 'iotlb_sync 0x0 to 0x400000, pages of 4K')
  assert.equal(stepText({ ...RANGE, start: 2 ** 53 - 1, end: 0 }), 'iotlb_sync, nothing gathered')
  assert.equal(
    stepText({ type: 'range-add', start: 0, end: 0x1000, pgsize: 0 }),
    'add range 0x0 to 0x1000',
  )
})
