import assert from 'node:assert/strict'
import { test } from 'node:test'
import { traceFile } from '../testing/traces.js'
import { describeTrace } from './describe.js'
import { traceText } from './text.js'

const LOOK = { colour: false, width: 100 }

test('of a long trace the beginning is counted, and that is said', async () => {
  const file = traceFile('partial')
  const whole = await describeTrace(file, {})
  const beginning = await describeTrace(file, { mostCounted: 1 })
  assert.deepEqual([whole.counted, beginning.counted], [undefined, 1])
  assert.deepEqual([beginning.profile.maps, beginning.profile.unmaps], [1, 1])
  assert.match(
    traceText(beginning, LOOK).join('\n'),
    /^counted +the first 1 of 2 events; all with --all$/m,
  )
  assert.doesNotMatch(traceText(whole, LOOK).join('\n'), /^replayed/m)
  const callsOf = ({ shapes }: typeof whole) =>
    shapes.map((one) => ('counts' in one ? one.counts.driverCalls : one.notApplicable))
  assert.deepEqual(new Set(callsOf(beginning)), new Set([1]))
  assert.equal(callsOf(whole)[0], 2)
})

test('what share of an unmap is iova_to_phys, in table accesses', async () => {
  const described = await describeTrace(traceFile('list'), {})
  const { lookups, shapes } = described
  const [perPage] = shapes
  assert.ok(lookups !== undefined && perPage !== undefined && 'counts' in perPage)
  // A block of 2M in each list: three levels to it.
  assert.deepEqual([lookups.items, lookups.accesses, lookups.assumed], [1, 3, true])
  const share = ((100 * 3) / (3 + perPage.unmapAccesses)).toFixed(0)
  const text = traceText(described, LOOK).join(' ').replace(/\s+/g, ' ')
  assert.match(text, new RegExp(`all table accesses of an unmap ${share} % with per-page, `))
})
