import assert from 'node:assert/strict'
import { test } from 'node:test'
import { COUNTER_NAMES, type Counts, KIB } from '../../engines/contract/index.js'
import { layoutOf } from './layout.js'

function counts(some: Counts): Counts {
  return { ...Object.fromEntries(COUNTER_NAMES.map((name) => [name, 0])), ...some }
}

const pages = counts({ pageLeaves: 16 })
const blocks = counts({ blockLeaves: 2 })
const cleared = counts({ leafClears: 16 })
const freed = counts({ tableFrees: 1 })

test('leaves cleared one by one, tables stay: keep', () => {
  assert.equal(layoutOf({ map: pages, unmap: cleared }), 'keep')
})

test('whole tables go, no leaf is cleared: free', () => {
  assert.equal(layoutOf({ map: pages, unmap: freed }), 'free')
})

test('all leaves are cleared, and all of their tables go: free', () => {
  const both = (leaves: number, tableFrees: number) => ({
    map: counts({ pageLeaves: leaves }),
    unmap: counts({ leafClears: leaves, tableFrees }),
  })
  assert.equal(layoutOf(both(1024, 2)), 'free')
  assert.equal(layoutOf(both(1025, 2)), 'mixed', 'a leaf lay in a table that stays')
  assert.equal(layoutOf(both(2048, 1), 16 * KIB), 'free', 'tables of the 16K granule hold more')
})

test('larger leaves only: block', () => {
  assert.equal(layoutOf({ map: blocks, unmap: counts({ leafClears: 2 }) }), 'block')
})

test('anything else: mixed', () => {
  const both = counts({ pageLeaves: 16, blockLeaves: 2 })
  assert.equal(layoutOf({ map: both, unmap: cleared }), 'mixed')
  assert.equal(layoutOf({ map: pages, unmap: counts({ leafClears: 3, tableFrees: 1 }) }), 'mixed')
  assert.equal(layoutOf({ map: blocks, unmap: freed }), 'mixed')
})

test('directions that are counted together are summed already', () => {
  assert.equal(layoutOf({ mixed: counts({ pageLeaves: 16, tableFrees: 1 }) }), 'free')
})

test('what was not counted has no layout', () => {
  assert.equal(layoutOf({}), undefined)
  assert.equal(layoutOf({ map: pages, unmap: {} }), undefined)
})
