import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Untimed } from '../../../results/record/index.js'
import { type PageSize, sweepCell } from '../../../workloads/index.js'
import { selectEngines } from '../selection/select-engines.js'
import { outsideNotes } from './outside.js'
import { placeRows } from './place.js'
import { rowsOf } from './rows.js'

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
    { cell: CELL, rows: [], untimed: { a: split, b: split, c: elsewhere } },
    { cell: { ...CELL, id: 'trace:own' }, rows: [], untimed: { a: split } },
  ]
  assert.deepEqual(outsideNotes(cells), [
    'Not timed: a and b in 64K@4K and trace:own: inside a block is refused',
  ])
})

test('many of one kind are counted, not named', () => {
  const ids = ['linux-7/a@vtd-ss', 'linux-7/b@vtd-ss', 'linux-7/c@vtd-ss', 'linux-7/a', 'native/a']
  const untimed = Object.fromEntries(ids.map((id) => [id, split]))
  assert.deepEqual(outsideNotes([{ cell: CELL, rows: [], untimed }]), [
    'Not timed: linux-7@vtd-ss (3 rows), linux-7/a and native/a in 64K@4K: inside a block is refused',
  ])
})

test('what the suite does not ask for is no surprise', () => {
  assert.deepEqual(outsideNotes([{ cell: CELL, rows: [], untimed: { c: elsewhere } }]), [])
})

test('what has cells of its page sizes is no surprise elsewhere', async () => {
  const ofCells = ['arm-lpae-4k', 'arm-lpae-16k']
  const wanted = { timed: ['ts/punt', 'ts/punt@arm-lpae-16k'], counted: [], ofCells }
  const rows = rowsOf(await selectEngines(wanted, 30_000))
  const shared = { bufferBytes: 65536, alignment: 'aligned', mode: 'coherent-strict' } as const
  const placed = (...pageSizes: PageSize[]) => {
    const cell = sweepCell({ ...shared, pageSizes })
    return { cell, ...placeRows(cell, rows) }
  }
  assert.deepEqual(outsideNotes([placed('4K'), placed('16K')]), [])
  assert.match(
    outsideNotes([placed('4K')]).join(),
    /^Not timed: ts.* in 64K@4K: .*has leaves of 16K/,
  )
  const all = [placed('4K'), placed('16K'), placed('64K')]
  assert.equal(outsideNotes(all).length, 2, 'no row is left in the last')
})
