import assert from 'node:assert/strict'
import { test } from 'node:test'
import { syntheticResult } from '../../fixtures/synthetic.js'
import { claimsOf } from '../ratios/pairs.js'
import { comparisonsOf } from './comparisons.js'

test('claims, means, common maps and rows of two tiers are looked at together', () => {
  const { cells, rows } = syntheticResult({ extent: 'all' })
  for (const row of rows) if (row.shape === 'punt') row.tier = 'linux-6.12'
  const other = rows.map((row) =>
    row.shape === 'punt' ? { ...row, id: 'other', tier: 'linux-6.1' } : row,
  )
  for (const cell of cells) cell.ns.other = cell.ns['ts/punt'] ?? {}
  const { across, commonMaps, means, pairs, samples } = comparisonsOf({
    cells,
    rows: [...rows, ...other.filter(({ id }) => id === 'other')],
  })
  const parts = [pairs.flatMap(claimsOf), across, commonMaps, means].map(({ length }) => length)
  assert.ok(
    parts.every((length) => length > 0),
    parts.join(),
  )
  assert.equal(
    samples.length,
    parts.reduce((sum, length) => sum + length, 0),
  )
})
