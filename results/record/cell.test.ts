import assert from 'node:assert/strict'
import { test } from 'node:test'
import { segmentsIn } from './cell.js'

test('segments of older results are reported in bytes, of newer ones as ids write them', () => {
  assert.equal(segmentsIn({ segmentBytes: 16384 }), '16K')
  assert.equal(segmentsIn({ segments: '3x1M+5x64K' }), '3x1M+5x64K')
  assert.equal(segmentsIn({}), undefined)
})
