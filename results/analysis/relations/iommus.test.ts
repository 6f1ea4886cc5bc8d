import assert from 'node:assert/strict'
import { test } from 'node:test'
import { syntheticResult } from '../../fixtures/synthetic.js'
import { iommusOfRow } from './iommus.js'

test('the commands that are told of a row are those of its format', () => {
  const [row] = syntheticResult({ extent: 'all' }).rows
  const of = (format: string) => iommusOfRow({ ...row, format })
  assert.deepEqual(of('arm-lpae-4k'), ['tlbiPerPage', 'tlbiList', 'tlbiRange', 'tlbiTwoRanges'])
  assert.deepEqual(of('vtd-ss'), ['tlbiVtd'])
  assert.deepEqual(of('x86-64'), ['tlbiVtdFirst', 'tlbiAmd', 'tlbiAmdNp'])
  assert.deepEqual(of('amd-v1'), ['tlbiAmd', 'tlbiAmdNp'])
  assert.deepEqual(of('riscv-64'), ['tlbiRiscvRange', 'tlbiRiscv'])
  assert.deepEqual(of('other'), [])
})
