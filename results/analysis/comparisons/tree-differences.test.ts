import assert from 'node:assert/strict'
import { test } from 'node:test'
import { syntheticResult } from '../../fixtures/synthetic.js'
import { twoTrees } from '../../fixtures/two-trees.js'
import { analyse } from '../analyse.js'
import { treeDifferences } from './tree-differences.js'

const TREES = ['linux-6.1.0', 'linux-6.12.0'] as const

test('what is slower comes before what is faster, the farthest of each first', () => {
  const result = twoTrees(1, TREES)
  const slow = { '64K@4K': 1.5, '2M@4K': 3, '64M@4K': 0.5 }
  for (const cell of result.cells) {
    const factor = Object.entries(slow).find(([id]) => id === cell.id)?.[1] ?? 1
    const times = cell.ns['linux-6.12.0/unmap-pages']
    if (times?.unmap) times.unmap = times.unmap.map((time) => time && time * factor)
  }
  const [pair, ...others] = treeDifferences(analyse(result))
  assert.deepEqual(others, [])
  assert.deepEqual([pair?.before, pair?.after], TREES)
  const cellsOf = (side: 'slower' | 'faster') => pair?.[side].map(({ across }) => across.cell)
  assert.deepEqual(cellsOf('slower'), ['2M@4K', '64K@4K'])
  assert.deepEqual(cellsOf('faster'), ['64M@4K'])
  assert.ok((pair?.open ?? 0) > 10)
  assert.deepEqual(pair?.counted, [])
})

test('counts that differ are told of one operation, whatever the times say', () => {
  const result = twoTrees(1, TREES)
  const cell = result.cells.find(({ id }) => id === '2M@4K')
  const counts = cell?.counts['linux-6.12.0/unmap-pages']?.unmap
  const operations = cell?.operations.unmap
  assert.ok(counts?.pteWrites !== undefined && operations !== undefined)
  counts.pteWrites += 3 * operations
  const [pair] = treeDifferences(analyse(result))
  assert.equal(pair?.slower.length, 0)
  const [counted, ...rest] = pair?.counted ?? []
  // map + unmap repeats it, and is left out.
  assert.deepEqual(rest, [])
  assert.deepEqual(
    counted?.counts.map(({ after, before, counter }) => [counter, after - before]),
    [['pteWrites', 3]],
  )
})

test('instructions explain a difference where the slower tree has more of them, and other counts always', () => {
  const explained = (change: { factor?: number; reads?: number }) => {
    const result = twoTrees(2, TREES)
    const cell = result.cells.find(({ id }) => id === '2M@4K')
    const [old, now] = TREES.map((tree) => `${tree}/unmap-pages`)
    const counts = cell?.counts[now]?.unmap
    assert.ok(cell && counts?.pteReads !== undefined)
    counts.pteReads += change.reads ?? 0
    const { factor } = change
    const each = 1e6
    if (factor !== undefined)
      cell.instructions = { [old]: { unmap: each }, [now]: { unmap: factor * each } }
    const [pair] = treeDifferences(analyse(result))
    const found = pair?.slower.find(
      ({ across }) => across.cell === cell.id && across.after === now && across.op === 'unmap',
    )
    return found?.explained
  }
  assert.equal(explained({ factor: 2 }), true)
  assert.equal(explained({ factor: 0.5 }), false)
  assert.equal(explained({ factor: 1 }), false)
  assert.equal(explained({}), false)
  assert.equal(explained({ factor: 0.5, reads: 7 }), true)
})

test('tiers that are no trees, and builds of one tree, do not differ', () => {
  assert.deepEqual(treeDifferences(analyse(syntheticResult())), [])
  const builds = twoTrees(2, ['linux-6.1.0+retpoline', 'linux-6.12.0+retpoline'])
  assert.deepEqual(treeDifferences(analyse(builds)), [])
})
