import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  checkLeaves,
  differenceOf,
  joined,
  type Region,
  translationIn,
  without,
} from './regions.js'

const at = (iova: number, paddr: number, size: number): Region => ({ iova, paddr, size })

test('regions that follow each other on both sides are one', () => {
  assert.deepEqual(joined([at(8, 108, 4), at(0, 100, 8)]), [at(0, 100, 12)])
})

test('regions that follow each other on one side alone stay two', () => {
  const apart = [at(0, 100, 8), at(8, 200, 8)]
  assert.deepEqual(joined(apart), apart)
  const gap = [at(0, 100, 8), at(12, 108, 8)]
  assert.deepEqual(joined(gap), gap)
})

test('a part is taken from the start, the middle and the end of regions', () => {
  const whole = [at(0, 100, 16)]
  assert.deepEqual(without(whole, 0, 4), [at(4, 104, 12)])
  assert.deepEqual(without(whole, 4, 4), [at(0, 100, 4), at(8, 108, 8)])
  assert.deepEqual(without(whole, 12, 8), [at(0, 100, 12)])
  assert.deepEqual(without(whole, 0, 16), [])
  assert.deepEqual(without(whole, 16, 8), whole)
  assert.deepEqual(without(whole, 4, 0), whole)
})

test('what is missing, too much or elsewhere is a difference', () => {
  const one = [at(0, 4096, 4096)]
  assert.equal(differenceOf(one, one), undefined)
  assert.match(differenceOf(one, []) ?? '', /4K at 0x0 leading to 0x1000 is missing/)
  assert.match(differenceOf([], one) ?? '', /should not be there/)
  assert.match(differenceOf(one, [at(0, 0, 4096)]) ?? '', /instead of/)
})

test('a translation keeps the offset, and there is none beside a region', () => {
  const regions = [at(8, 108, 8)]
  assert.equal(translationIn(regions, 8), 108)
  assert.equal(translationIn(regions, 15), 115)
  assert.equal(translationIn(regions, 16), undefined)
  assert.equal(translationIn(regions, 7), undefined)
})

test('leaves that overlap, come out of order or are not aligned are found', () => {
  checkLeaves([at(0, 8, 8), at(8, 0, 8)])
  assert.throws(() => checkLeaves([at(0, 8, 8), at(4, 4, 4)]), /begins before/)
  assert.throws(() => checkLeaves([at(8, 8, 8), at(0, 0, 8)]), /begins before/)
  assert.throws(() => checkLeaves([at(0, 4, 8)]), /not aligned/)
})
