import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sampleAnalysis } from '../fixtures/analyses.js'
import { richAnalysis } from './fixtures.js'
import { headlines } from './headline.js'

const ids = (analysis: Parameters<typeof headlines>[0]) =>
  headlines(analysis).map(({ cell }) => cell.id)

test('the largest plain cell of each layout stands for it, in the first mode', () => {
  assert.deepEqual(ids(richAnalysis()), [
    '64M@4K',
    '64M@4K+2M/not-co-aligned',
    '1G@4K+2M+1G',
    '64M@4K+2M/unaligned',
  ])
})

test('scattered cells stand for a layout only where there is no other', () => {
  const scattered = richAnalysis()
  const cells = scattered.cells.filter(({ id }) => id === '64M@4K+2M/scatter-64K' || id === '4K@4K')
  assert.deepEqual(ids({ ...scattered, cells }), ['4K@4K', '64M@4K+2M/scatter-64K'])
})

test('a cell without times stands for nothing, and a run without sweeps has other cells', () => {
  const stopped = sampleAnalysis({ generations: 1, interrupt: { generation: 0, cell: '64M@4K' } })
  assert.deepEqual(ids(stopped), ['2M@4K'])
  const rich = richAnalysis()
  const cells = rich.cells.filter(({ workload }) => workload === 'trace' || workload === 'mix')
  assert.deepEqual(ids({ ...rich, cells }), ['mix:fifo', 'trace:arm64-6.1-strict-nvme_seq1m'])
})
