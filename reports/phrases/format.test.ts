import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { holdFigures } from '../text/index.js'
import {
  formatBareInterval,
  formatCount,
  formatEffect,
  formatInterval,
  formatNs,
  formatPercent,
  formatRatio,
  formatSeconds,
} from './format.js'

test('ratios keep three significant digits, and two after the point near 1', () => {
  assert.deepEqual([0.0512, 0.97, 1, 4.516, 9.9999, 12.34, 99.99, 123.4].map(formatRatio), [
    '0.051 x',
    '0.97 x',
    '1.00 x',
    '4.52 x',
    '10.0 x',
    '12.3 x',
    '100 x',
    '123 x',
  ])
})

test('the bounds of an interval take the digits of its estimate, and no more than their own', () => {
  assert.equal(formatInterval({ estimate: 4.516, low: 4.405, high: 4.634 }), '4.52 x [4.41, 4.63]')
  assert.equal(formatInterval({ estimate: 9.98, low: 9.6, high: 10.38 }), '9.98 x [9.60, 10.4]')
  assert.equal(formatInterval({ estimate: 72, low: 55.5, high: 105.4 }), '72.0 x [55.5, 105]')
  assert.equal(formatBareInterval({ estimate: 123.4, low: 99.9, high: 150 }), '123 [100, 150]')
})

test('an interval wider than a factor of two is no figure', () => {
  const wide = { estimate: 4.2, low: 3, high: 6.01 }
  assert.equal(formatInterval(wide), 'not measurable here')
  assert.equal(formatBareInterval(wide), 'not measurable here')
  assert.equal(formatInterval({ ...wide, high: 6 }), '4.20 x [3.00, 6.00]')
})

test('nanoseconds take the unit of the rounded figure', () => {
  assert.deepEqual([0.0412, 8.416, 35, 999.4, 999.6, 1235, 35_000_000, 2e9].map(formatNs), [
    '0.041 ns',
    '8.42 ns',
    '35.0 ns',
    '999 ns',
    '1.00 us',
    '1.24 us',
    '35.0 ms',
    '2.00 s',
  ])
})

test('nanoseconds never print a thousand of a unit that has a larger one', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-2, max: 9e11, noNaN: true }), (ns) => {
      const [figure = '', unit] = formatNs(ns).split(' ')
      assert.ok(Number(figure) < 1000 || unit === 's')
    }),
    { seed: 1 },
  )
})

test('percentages', () => {
  assert.deepEqual([0, 0.0004, 0.00098, 0.034, 0.119, 0.95].map(formatPercent), [
    '0.0 %',
    '0.04 %',
    '0.1 %',
    '3.4 %',
    '12 %',
    '95 %',
  ])
})

test('effects are percentages below double, and ratios from there on', () => {
  assert.deepEqual([0.034, 0.99, 1.5].map(formatEffect), ['3.4 %', '99 %', '2.50 x'])
})

test('counts are grouped, and fractions keep two digits', () => {
  assert.deepEqual([7, 1024, 1048576, 16.5].map(formatCount), ['7', '1 024', '1 048 576', '16.50'])
})

test('seconds', () => {
  assert.deepEqual([8.42, 75.2, 720].map(formatSeconds), ['8.4 s', '75 s', '12 min'])
})

test('a figure holds together with its unit and its interval', () => {
  const held = holdFigures('4.52 x [4.41, 4.63] of map + unmap in 3.4 % and 10 ns, a, b')
  assert.deepEqual(held.split(' '), [
    '4.52\u00a0x\u00a0[4.41,\u00a04.63]',
    'of',
    'map\u00a0+\u00a0unmap',
    'in',
    '3.4\u00a0%',
    'and',
    '10\u00a0ns,',
    'a,',
    'b',
  ])
})
