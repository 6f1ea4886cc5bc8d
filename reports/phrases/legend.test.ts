import assert from 'node:assert/strict'
import { test } from 'node:test'
import { analyse } from '../../results/analysis/index.js'
import { syntheticResult } from '../../results/fixtures/synthetic.js'
import { footer } from './index.js'

test("the footer says how much of the gate's word is that of earlier runs", () => {
  const result = syntheticResult()
  assert.doesNotMatch(footer(analyse(result)), /checks/)
  const run = { ...result.run, gate: { passed: 12, kept: 9 } }
  assert.match(footer(analyse({ ...result, run })), /, 9 of 12 checks kept from earlier runs; /)
})
