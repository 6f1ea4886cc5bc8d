import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DEFAULT_FORMAT } from './engine.js'
import { formatWords, libraryOf } from './formats.js'

test('formats have names, and one that nobody knows keeps its own', () => {
  assert.deepEqual(['vtd-ss', 'x86-64', 'amd-v1', 'riscv-64'].map(formatWords), [
    'VT-d second stage',
    'x86-64',
    'AMD v1',
    'RISC-V 64',
  ])
  assert.equal(formatWords('amd-v1-contiguous'), 'AMD v1 contiguous')
  assert.equal(formatWords('made-up'), 'made-up')
  assert.equal(formatWords('constructor'), 'constructor')
})

test("ARM LPAE is io-pgtable-arm's, whatever else there is generic_pt's", () => {
  assert.equal(libraryOf(DEFAULT_FORMAT), 'io-pgtable-arm')
  assert.equal(libraryOf('arm-lpae-4k-s2'), 'io-pgtable-arm')
  assert.equal(libraryOf('vtd-ss'), 'generic_pt')
  assert.equal(libraryOf('made-up'), 'generic_pt')
})
