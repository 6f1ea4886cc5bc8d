import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sampleAnalysis } from '../fixtures/analyses.js'
import { cellGroups } from './groups.js'

const every = sampleAnalysis({ extent: 'all' })

test('buffers that lie alike stand by their size, however a suite lists them', () => {
  const reversed = { ...every, cells: every.cells.toReversed() }
  const sizes = (analysis: typeof every) => {
    const [group] = cellGroups(analysis)
    const plain = group?.cells.filter(
      ({ alignment, segments }) => alignment === 'aligned' && segments === undefined,
    )
    return plain?.map(({ bufferBytes }) => bufferBytes)
  }
  const [first, second] = [every, reversed].map(sizes)
  assert.ok(first && first.length > 2)
  assert.deepEqual(
    first,
    first.toSorted((a = 0, b = 0) => a - b),
  )
  assert.deepEqual(second, first)
})

test('other workloads stay in the order of their suite', () => {
  const [group] = cellGroups(every).filter(
    ({ cells, workload }) => workload !== 'sweep' && cells.length > 1,
  )
  const ids = group?.cells.map(({ id }) => id)
  const order = every.cells.map(({ id }) => id).filter((id) => ids?.includes(id))
  assert.ok(ids && ids.length > 1)
  assert.deepEqual(ids, order)
})
