import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sampleAnalysis } from '../fixtures/analyses.js'
import { buffersOf, noteOf } from './places.js'

const { cells } = sampleAnalysis()
const plain = cells.find(({ id }) => id === '1M@4K') ?? assert.fail()

test('a buffer of contiguous leaves is no plain one, though its tables stay', () => {
  const contiguous = { ...plain, pgsizeBitmap: 4096 + 65536 }
  assert.equal(plain.layout, 'keep')
  assert.equal(noteOf(plain), '')
  assert.equal(noteOf(contiguous), ' in contiguous leaves')
  const { places } = buffersOf({ cells: [contiguous, plain] })
  assert.deepEqual(
    places.map(({ cell }) => cell),
    [plain],
  )
})

test('larger pages that do not fit, or that its memory does not allow, change nothing', () => {
  assert.equal(noteOf({ ...plain, pgsizeBitmap: 4096 + 2 ** 21 }), '')
  assert.equal(
    noteOf({ ...plain, pgsizeBitmap: 4096 + 65536, alignment: 'not-co-aligned' }),
    ' not co-aligned',
  )
})
