import assert from 'node:assert/strict'
import { test } from 'node:test'
import { syntheticResult } from '../../fixtures/synthetic.js'
import { analyse } from '../analyse.js'
import { near } from '../testing.js'

test("what a shape's own map leaves in the caches is its own speed-up over that after a common map", () => {
  const { commonMaps } = analyse(syntheticResult({ extent: 'all' }))
  assert.ok(commonMaps.length > 0)
  assert.ok(commonMaps.some(({ common, own }) => common.estimate !== own.estimate))
  for (const { common, judged, own } of commonMaps) {
    near(judged.interval.estimate, own.estimate / common.estimate)
  }
})
