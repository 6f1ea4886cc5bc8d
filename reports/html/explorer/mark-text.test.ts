import assert from 'node:assert/strict'
import { test } from 'node:test'
import { markText, shortNs } from './mark-text.js'

test('a ratio says whether it is resolved, and its interval where that is wide', () => {
  assert.equal(markText({ value: 6.689, low: 6.66, high: 6.71 }, 'ratio'), '6.69')
  assert.equal(markText({ value: 6.69, low: 6.5, high: 6.88 }, 'ratio'), '6.69 ±3 %')
  assert.equal(markText({ value: 1, open: 'not-resolved' }, 'ratio'), '~1.00')
  assert.equal(markText({ value: 3, low: 1, high: 9, open: 'not-measurable' }, 'ratio'), '?')
})

test('times and counts have their units and groups', () => {
  assert.equal(markText({ value: 1240 }, 'ns'), '1.24 us')
  assert.equal(markText({ value: 16384 }, 'count'), '16 384')
  assert.equal(markText({ value: 5, text: '2.00' }, 'ns'), '2.00')
})

test('round times have no digits that say nothing', () => {
  assert.deepEqual([200, 1500, 1000, 10_000, 0.5, 2.5].map(shortNs), [
    '200 ns',
    '1.5 us',
    '1 us',
    '10 us',
    '0.5 ns',
    '2.5 ns',
  ])
})
