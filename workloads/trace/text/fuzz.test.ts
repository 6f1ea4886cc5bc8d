import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fuzzTraces } from '../testing.js'

test('ten thousand lines come back as they were printed, or are accounted for', () => {
  assert.ok(fuzzTraces({ lines: 10_000, seed: 21 }) >= 10_000)
})
