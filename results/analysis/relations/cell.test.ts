import assert from 'node:assert/strict'
import { test } from 'node:test'
import { syntheticResult } from '../../fixtures/synthetic.js'
import { timesOf } from './cell.js'

test('both directions are a time where both have one', () => {
  const { cells, rows } = syntheticResult()
  const [cell] = cells
  const [row] = rows
  const both = {
    ...cell,
    ns: { [row.id]: { map: [1, 2, null, null], unmap: [10, null, 30, null] } },
  }
  assert.deepEqual(timesOf(both, row, 'sum'), [11, null, null, null])
})
