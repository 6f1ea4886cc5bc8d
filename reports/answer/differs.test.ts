import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Analysis, analyse } from '../../results/analysis/index.js'
import { twoTrees } from '../../results/fixtures/two-trees.js'
import { acrossLines } from '../layout/across-lines.js'
import { differsOf } from './differs.js'

const [OLD, NEW] = ['linux-5.10', 'linux-6.12'] as const

/** Two trees, in which a row of one has another call shape than all others. */
function withOwnShapes(only: readonly string[]): Analysis {
  const result = twoTrees(1, [OLD, NEW])
  const rows = result.rows
    .filter(({ shape, tier }) => tier === NEW || only.includes(shape))
    .map((row) => (row.tier === OLD ? { ...row, shape: `old-${row.shape}` } : row))
  return analyse({ ...result, rows })
}

test('a tree whose call shapes no other tree has is said, and the others that are left alone', () => {
  const lone = withOwnShapes(['per-page'])
  const lines = differsOf(lone)
  assert.equal(lines[0], 'Linux 5.10: old-per-page without a counterpart in another tree')
  assert.match(lines[1], /^Linux 6\.12: \d+ call shapes without a counterpart/)
  const [block, ...more] = acrossLines(lone, 100)
  assert.deepEqual(more, [])
  assert.match(block.lines.join(' '), /^Without a counterpart.*linux-5\.10\/per-page/)
})

test('trees of which every row has a twin leave nothing to be said', () => {
  const lines = differsOf(analyse(twoTrees(1.3, [OLD, NEW])))
  assert.ok(lines.length > 0)
  assert.ok(lines.every((line) => !line.includes('twin')))
})

test('what no count explains is said so, and fewer instructions are not told as its cause', () => {
  const result = twoTrees(2, [OLD, NEW])
  const lineWith = (factor: number) => {
    for (const cell of result.cells) {
      cell.instructions = Object.fromEntries(
        result.rows.map(({ engine, tier }) => {
          const cycle = 1e6 * (tier === NEW ? factor : 1)
          return [engine, Object.fromEntries(cell.ops.map((op) => [op, cycle]))]
        }),
      )
    }
    return differsOf(analyse(result)).find((line) => line.startsWith('  slower: unmap of')) ?? ''
  }
  assert.match(lineWith(0.5), / x ±[\d.]+ %; no count explains it$/)
  assert.match(lineWith(2), / x ±[\d.]+ %; instructions a page [\d.]+ -> [\d.]+$/)
})
