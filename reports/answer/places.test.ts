import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sampleAnalysis } from '../fixtures/analyses.js'
import { buffersOf, buffersWords, noteOf } from './places.js'

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

test('what is said of buffers stands before the word or after it, as English has it', () => {
  const words = {
    '': 'buffers',
    'lazy ': 'lazy buffers',
    'in 16K pieces ': 'buffers in 16K pieces',
    'in blocks ': 'buffers in blocks',
    'not co-aligned with tables freed ': 'not co-aligned buffers with tables freed',
  }
  for (const [note, buffers] of Object.entries(words)) assert.equal(buffersWords(note), buffers)
  const inPieces = { ...plain, segments: '16K' }
  assert.equal(buffersWords(buffersOf({ cells: [inPieces] }).note), 'buffers in 16K pieces')
})

test('larger pages that do not fit, or that its memory does not allow, change nothing', () => {
  assert.equal(noteOf({ ...plain, pgsizeBitmap: 4096 + 2 ** 21 }), '')
  assert.equal(
    noteOf({ ...plain, pgsizeBitmap: 4096 + 65536, alignment: 'not-co-aligned' }),
    ' not co-aligned',
  )
})
