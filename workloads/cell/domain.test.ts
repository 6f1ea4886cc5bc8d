import assert from 'node:assert/strict'
import { test } from 'node:test'
import { InputError } from '../../engines/contract/index.js'
import {
  domainOf,
  largestPageWithin,
  pageSizesLabel,
  pageSizesWords,
  parsePageSizes,
  pgsizeBitmapOf,
  smallestPage,
} from './domain.js'

test('a bit for each page size', () => {
  assert.equal(pgsizeBitmapOf(['4K']), 0x1000)
  assert.equal(pgsizeBitmapOf(['1G', '4K', '2M']), 0x40201000)
})

test('the smallest page is the lowest bit', () => {
  assert.equal(smallestPage(0x40201000), 0x1000)
  assert.equal(smallestPage(0x40200000), 0x200000)
})

test('modes decide coherence and strictness', () => {
  const flags = (mode: Parameters<typeof domainOf>[1]) => {
    const { coherent, strict } = domainOf(['4K'], mode)
    return { coherent, strict }
  }
  assert.deepEqual(flags('coherent-strict'), { coherent: true, strict: true })
  assert.deepEqual(flags('coherent-lazy'), { coherent: true, strict: false })
  assert.deepEqual(flags('non-coherent'), { coherent: false, strict: true })
  assert.deepEqual(flags('non-coherent-lazy'), { coherent: false, strict: false })
})

test('page sizes are named in ascending order', () => {
  assert.equal(pageSizesLabel(['1G', '4K']), '4K+1G')
  assert.equal(pageSizesWords(['4K']), '4K pages')
  assert.equal(pageSizesWords(['2M', '4K']), '4K and 2M pages')
  assert.equal(pageSizesWords(['4K', '2M', '1G']), '4K, 2M and 1G pages')
})

test('labels are read as they are written', () => {
  assert.deepEqual(parsePageSizes('4K+2M'), ['4K', '2M'])
  assert.deepEqual(parsePageSizes('1G+4K'), ['4K', '1G'])
  for (const text of ['', '4K+', '4K+4K', '4K+3M', '4k', '4K 2M']) {
    assert.equal(parsePageSizes(text), undefined, text)
  }
})

test('the largest page is no larger than the buffer', () => {
  assert.equal(largestPageWithin(0x40201000, 0x3fffffff), 0x200000)
  assert.equal(largestPageWithin(0x40201000, 0x40000000), 0x40000000)
  assert.equal(largestPageWithin(0x40200000, 0x1000), 0x200000)
})

test('page sizes are there, once each', () => {
  assert.throws(() => domainOf([], 'coherent-strict'), InputError)
  assert.throws(() => domainOf(['4K', '4K'], 'coherent-strict'), /name one twice/)
})
