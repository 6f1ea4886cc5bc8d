import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Untimed } from '../../../results/record/index.js'
import { sweepCell } from '../../../workloads/index.js'
import { outsideNotes } from './outside.js'

const CELL = sweepCell({
  bufferBytes: 65536,
  pageSizes: ['4K'],
  alignment: 'aligned',
  mode: 'coherent-strict',
})
const split: Untimed = { why: 'not-applicable', reason: 'inside a block is refused' }
const elsewhere: Untimed = { why: 'not-timed', reason: 'the suite times it in other cells' }

test('a reason is one sentence, with its engines and its cells', () => {
  const cells = [
    { cell: CELL, untimed: { a: split, b: split, c: elsewhere } },
    { cell: { ...CELL, id: 'trace:own' }, untimed: { a: split } },
  ]
  assert.deepEqual(outsideNotes(cells), [
    'Not timed: a and b in 64K@4K and trace:own: inside a block is refused',
  ])
})

test('many of one kind are counted, not named', () => {
  const ids = ['linux-7/a@vtd-ss', 'linux-7/b@vtd-ss', 'linux-7/c@vtd-ss', 'linux-7/a', 'native/a']
  const untimed = Object.fromEntries(ids.map((id) => [id, split]))
  assert.deepEqual(outsideNotes([{ cell: CELL, untimed }]), [
    'Not timed: linux-7@vtd-ss (3 rows), linux-7/a and native/a in 64K@4K: inside a block is refused',
  ])
})

test('what the suite does not ask for is no surprise', () => {
  assert.deepEqual(outsideNotes([{ cell: CELL, untimed: { c: elsewhere } }]), [])
})
