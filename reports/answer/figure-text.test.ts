import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Ratio } from '../../results/analysis/index.js'
import {
  endsOf,
  judgedText,
  plusMinus,
  rangeIn,
  rangeOver,
  ratioText,
  shortRange,
  spread,
} from './figure-text.js'

const about = (estimate: number, width: number) => ({
  estimate,
  low: estimate / (1 + width),
  high: estimate * (1 + width),
})
const shown = (label: string, estimate: number, verdict: Ratio['verdict'] = 'resolved') => ({
  label,
  judged: { interval: about(estimate, 0.004), verdict, smallestResolvable: 0.004 },
})

test('a half width is rounded up, and never to nothing', () => {
  assert.deepEqual([0, 0.0003, 0.0031, 0.00949, 0.0096, 0.02, 0.0201, 0.19].map(spread), [
    '±0.1 %',
    '±0.1 %',
    '±0.4 %',
    '±1 %',
    '±1 %',
    '±2 %',
    '±3 %',
    '±19 %',
  ])
})

test('one number tells an interval whose sides are alike, both ends one whose are not', () => {
  assert.equal(ratioText(about(4, 0.01)), '4.00 x ±1 %')
  assert.equal(plusMinus({ estimate: 4, low: 3.9, high: 4.4 }), undefined)
  // Of two that are alike the wider one, on whichever side it is.
  assert.equal(plusMinus({ estimate: 1, low: 0.955, high: 1.055 }), '±6 %')
  assert.equal(plusMinus({ estimate: 1, low: 0.945, high: 1.045 }), '±6 %')
  assert.equal(ratioText({ estimate: 4, low: 3.9, high: 4.4 }), '4.00 x [3.90, 4.40]')
  assert.equal(ratioText({ estimate: 4, low: 1, high: 16 }), 'not measurable here')
})

test('what is not resolved says so', () => {
  assert.equal(judgedText(shown('', 1, 'not-resolved').judged), '1.00 x ±0.4 %, not resolved')
  assert.equal(judgedText(shown('', 2).judged), '2.00 x ±0.4 %')
})

test('a range goes from the least to the most, with their sizes, and never to a mean', () => {
  const all = [shown('2M', 5), shown('64K', 3), shown('64M', 4)]
  assert.equal(rangeOver('buffers', all), 'buffers 3.00 x (64K) to 5.00 x (2M), ±0.4 % at most')
  assert.equal(rangeIn('buffers', all), '3.00 x (64K) to 5.00 x (2M) in buffers')
  assert.equal(shortRange(all), '3.00 x to 5.00 x')
})

test('one alone says all of its ratio, two that print alike print once', () => {
  assert.equal(rangeOver('buffers', [shown('2M', 5)]), '2M buffers 5.00 x ±0.4 %')
  assert.equal(
    rangeIn('buffers', [shown('2M', 5, 'not-resolved')]),
    '5.00 x in 2M buffers (not resolved)',
  )
  assert.equal(rangeIn('buffers', [shown('2M', 5), shown('1M', 5.001)]), '5.00 x in buffers')
})

test('how many are resolved is reported where not all are; what was not measured is no end', () => {
  const all = [shown('64K', 1, 'not-resolved'), shown('2M', 5), shown('64M', 9, 'not-measurable')]
  assert.equal(
    rangeOver('buffers', all),
    'buffers 1.00 x (64K) to 5.00 x (2M), ±0.4 % at most, 1 of 2 resolved',
  )
  assert.equal(
    shortRange([shown('64K', 1, 'not-resolved'), shown('2M', 2, 'not-resolved')]),
    '1.00 x to 2.00 x (none resolved)',
  )
  const none = [shown('64M', 9, 'not-measurable')]
  assert.equal(endsOf(none), undefined)
  assert.equal(rangeOver('buffers', none), 'buffers not measurable')
  assert.equal(shortRange(none), undefined)
})
