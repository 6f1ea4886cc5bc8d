import assert from 'node:assert/strict'
import { test } from 'node:test'
import { InputError } from '../engines/contract/index.js'
import { cellsOf } from './expand.js'
import { selectCells } from './select.js'
import { loadSuite } from './suite.js'

const CELLS = cellsOf(loadSuite('quick'))

function selected(...patterns: string[]): string[] {
  return selectCells(CELLS, patterns).map(({ id }) => id)
}

test('no pattern selects all', () => {
  assert.equal(selected().length, CELLS.length)
})

test('an id selects its cell alone', () => {
  assert.deepEqual(selected('64M@4K'), ['64M@4K'])
})

test('a star stands for any characters', () => {
  assert.deepEqual(selected('2M@4K+*'), ['2M@4K+2M/not-co-aligned', '2M@4K+2M'])
  assert.deepEqual(selected('*scatter*'), ['1M@4K/scatter-16K'])
})

test('cells come in the order of the suite, once each', () => {
  assert.deepEqual(selected('trace:*', '4K@4K', '4K*'), [
    '4K@4K',
    'trace:arm64-6.1-strict-nvme_seq1m',
    'trace:arm64-6.1-strict-e1000e_tcp1500',
  ])
})

test('a plus and a dot are themselves', () => {
  assert.deepEqual(selected('*@4K+2M'), ['2M@4K+2M'])
  assert.throws(() => selected('trace:arm64.6*'), InputError)
})

test('a pattern that matches nothing names the nearest id', () => {
  assert.throws(
    () => selected('4K@4K', '65M@4K'),
    (error) =>
      error instanceof InputError &&
      error.message === 'no cell matches 65M@4K (did you mean 64M@4K?)',
  )
})

test('a pattern that matches nothing here names a suite that has such cells', () => {
  assert.throws(
    () => selected('cold*'),
    /^InputError: no cell matches cold\*; --suite full has what does$/,
  )
})

test('whoever names a cell that another stands for is told which', () => {
  const left = { id: '64K@4K+2M', title: '', sameAs: '64K@4K' }
  assert.throws(
    () => selectCells(CELLS, ['64K@4K+2M'], [left]),
    /64K@4K\+2M was left out: it is the same work as 64K@4K, which stands for it/,
  )
})
