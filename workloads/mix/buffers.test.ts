import assert from 'node:assert/strict'
import { test } from 'node:test'
import { GIB, InputError, KIB, MIB } from '../../engines/contract/index.js'
import { pgsizeBitmapOf } from '../cell/domain.js'
import { bufferKind } from './buffers.js'

const ALL = pgsizeBitmapOf(['4K', '2M', '1G'])
const NO_GIB = pgsizeBitmapOf(['4K', '2M'])

test('a size lies at its natural alignment', () => {
  assert.deepEqual(bufferKind({ size: 12 * KIB, weight: 2 }, ALL), {
    label: '12K',
    bytes: 12 * KIB,
    weight: 2,
    alignment: 16 * KIB,
    residue: 0,
  })
})

test('a recipe lies so that each of its parts is on its page size', () => {
  assert.deepEqual(bufferKind({ pages: '14x2M+3x1G+3x2M', weight: 1 }, ALL), {
    label: '14x2M+3x1G+3x2M',
    bytes: 3 * GIB + 34 * MIB,
    weight: 1,
    alignment: GIB,
    residue: GIB - 28 * MIB,
  })
  const tail = bufferKind({ pages: '16x4K+2x2M+16x4K', weight: 1 }, NO_GIB)
  assert.deepEqual([tail.alignment, tail.residue], [2 * MIB, 2 * MIB - 64 * KIB])
  const blocks = bufferKind({ pages: '14x2M', weight: 1 }, ALL)
  assert.deepEqual([blocks.alignment, blocks.residue], [2 * MIB, 0])
})

test('what would be mapped otherwise is refused, and told', () => {
  const refused = (pages: string, bitmap: number, message: RegExp) =>
    assert.throws(
      () => bufferKind({ pages, weight: 1 }, bitmap),
      (error) => error instanceof InputError && message.test(error.message),
    )
  refused('1024x4K', ALL, /pages 1024x4K would be mapped as 2x2M: write that/)
  refused('3x1G', NO_GIB, /pages 3x1G would be mapped as 1536x2M/)
  refused('600x2M', ALL, /would be mapped as 1x1G\+88x2M/)
  refused('1x4K+1x2M+511x4K', pgsizeBitmapOf(['2M']), /smaller than the smallest page, 2M/)
  refused('2x3M', ALL, /"2x3M" is no number of pages; write 14x2M/)
  refused('0x2M', ALL, /"0x2M" is no number of pages/)
  refused('', ALL, /"" is no number of pages/)
  refused('1x4K', pgsizeBitmapOf(['2M']), /buffer 4K is no multiple of the smallest page, 2M/)
})
