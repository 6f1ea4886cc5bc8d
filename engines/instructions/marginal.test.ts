import assert from 'node:assert/strict'
import { test } from 'node:test'
import { byFunction } from './counted.js'
import { disagreement, perCycle } from './marginal.js'

test('what few cycles and many have in common drops out', () => {
  const few = {
    cycles: 1,
    counted: { map: { instructions: 130, stacks: { a: 30, 'a;bind': 50, 'a;b': 50 } } },
  }
  const many = {
    cycles: 5,
    counted: { map: { instructions: 450, stacks: { a: 150, 'a;bind': 50, 'a;b': 250 } } },
  }
  assert.deepEqual(perCycle('map', few, many), {
    instructions: 80,
    stacks: { a: 30, 'a;b': 50 },
  })
})

test('a source without functions tells the sum alone, and a direction that took nothing is 0', () => {
  const few = { cycles: 1, counted: { unmap: { instructions: 100 } } }
  const many = { cycles: 3, counted: { unmap: { instructions: 301 } } }
  assert.deepEqual(perCycle('unmap', few, many), { instructions: 100.5 })
  assert.deepEqual(perCycle('map', few, many), { instructions: 0 })
})

test('two countings agree within a tenth of an instruction a page', () => {
  assert.equal(disagreement({ instructions: 1000 }, { instructions: 1001 }, 10), undefined)
  assert.match(
    disagreement({ instructions: 1000 }, { instructions: 1002 }, 10) ?? '',
    /took 1000 instructions and then 1002: more than 0\.1 a page apart/,
  )
})

test('functions have their own instructions, the most first', () => {
  const sums = byFunction({ 'a;b': 1, a: 2, 'a;c;b': 4, 'a;c': 3 })
  assert.deepEqual(
    [...sums],
    [
      ['b', 5],
      ['c', 3],
      ['a', 2],
    ],
  )
})
