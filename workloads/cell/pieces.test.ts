import assert from 'node:assert/strict'
import { test } from 'node:test'
import { KIB, MIB } from '../../engines/contract/index.js'
import { bytesOf, parsePieces, piecesLabel, repeated, sizesOf } from './pieces.js'

test('a list is read as it is written, neighbours of one size joined', () => {
  const heap = parsePieces('3x1M+5x64K+7x4K') ?? []
  assert.deepEqual(heap, [
    { bytes: MIB, count: 3 },
    { bytes: 64 * KIB, count: 5 },
    { bytes: 4 * KIB, count: 7 },
  ])
  assert.equal(bytesOf(heap), 3420 * KIB)
  for (const text of ['3x1M+5x64K+7x4K', '1020K', '1x1M+1x4K+1x1M']) {
    assert.equal(piecesLabel(parsePieces(text) ?? []), text)
  }
  assert.equal(piecesLabel(parsePieces('1M+2x1M+4K') ?? []), '3x1M+1x4K')
})

test('what is no list is none', () => {
  for (const text of ['', '4K+', '0x4K', '0K', 'x4K', '3 x 4K', '3x', '4K,8K', '0.5M', '3x3x4K']) {
    assert.equal(parsePieces(text), undefined, text)
  }
})

test('a list goes on until it fills a buffer', () => {
  const list = parsePieces('8K+2x4K') ?? []
  const [eight, four] = [8 * KIB, 4 * KIB]
  assert.deepEqual(sizesOf(list, 32 * KIB), [eight, four, four, eight, four, four])
  assert.deepEqual(sizesOf(list, 20 * KIB), [eight, four, four, four])
  assert.deepEqual(repeated(parsePieces('4x16K') ?? []), [{ bytes: 16 * KIB, count: 1 }])
  assert.deepEqual(repeated(list), list)
})
