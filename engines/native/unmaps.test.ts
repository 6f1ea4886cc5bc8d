import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compileTape, DEFAULT_FORMAT, GIB, MAP, MIB, UNMAP } from '../contract/index.js'
import { domainOf } from '../testing.js'
import { skip } from './testing.js'
import { timeUnmaps } from './unmaps.js'

const OPTIONS = { cycles: 3, discarded: 1 }

function tapeOf(unmapped: number) {
  const range = { iova: 64 * GIB, paddr: 128 * GIB + 4096, size: 2 * MIB }
  return compileTape([
    { op: 'map', timed: false, operations: [{ op: MAP, ...range }] },
    { op: 'unmap', timed: true, operations: [{ ...range, op: UNMAP, paddr: 0, size: unmapped }] },
  ])
}

test('the unmaps of a tape are timed, and nothing else', { skip }, () => {
  const { ns, timed } = timeUnmaps(
    { domain: domainOf(), format: DEFAULT_FORMAT },
    'punt-range',
    tapeOf(2 * MIB),
    OPTIONS,
  )
  assert.deepEqual([ns.length, timed.map(({ op }) => op)], [3, ['unmap']])
  assert.ok(ns.every((value) => value > 0))
})

test('a tape that does not end as it begins is no figure', { skip }, () => {
  assert.throws(
    () =>
      timeUnmaps({ domain: domainOf(), format: DEFAULT_FORMAT }, 'per-page', tapeOf(MIB), OPTIONS),
    /per-page: phase 0 of the unmaps came to other bytes/,
  )
})
