import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseStolen, throttling } from './throttling.js'

test('time that a host took is the eighth number of the first line', () => {
  assert.equal(
    parseStolen('cpu  1797666 22876 265978 2659194 16760 0 12379 51246 0 0\ncpu0 1 2'),
    51246,
  )
  assert.equal(parseStolen('cpu  1 2 3 4\n'), undefined)
  assert.equal(parseStolen(''), undefined)
})

test('a CPU that is not there has no clock rate', () => {
  assert.equal(throttling(2 ** 20).frequencyMhz, undefined)
})
