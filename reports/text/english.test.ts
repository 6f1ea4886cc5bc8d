import assert from 'node:assert/strict'
import { test } from 'node:test'
import { capital } from './english.js'

test('a sentence begins with a capital, unless it begins with the name of an engine', () => {
  assert.equal(capital('times drifted'), 'Times drifted')
  assert.equal(capital('ts/walk-cache failed'), 'ts/walk-cache failed')
  assert.equal(capital(''), '')
})
