import assert from 'node:assert/strict'
import { test } from 'node:test'
import { syntheticResult } from '../fixtures/synthetic.js'
import { analyse } from './analyse.js'
import { IOVA_TO_PHYS } from './figures/measured-limits.js'
import { lookupParts } from './lookups.js'

test('translations beside a trace: their share, by the rows of their own tier', () => {
  const result = syntheticResult()
  const cell = result.cells.find(({ workload }) => workload === 'trace')
  const [first] = result.rows
  assert.ok(cell !== undefined && first !== undefined)
  const measured = { build: 'timed', name: IOVA_TO_PHYS, ns: 8, cpuNs: 8 }
  const of = { cell: cell.id, items: 1000, assumed: true }
  const beside = {
    accesses: { items: 4000, unmaps: { 'per-page': 12_000, 'punt-range': 1000 } },
    unmapNs: { 'per-page': 24_000 },
  }
  const limits = [
    { ...measured, ...of, ...beside, tier: first.tier },
    { ...measured, ...of, tier: first.tier, cell: 'gone' },
    { ...measured, ...of, tier: first.tier, name: 'tape floor' },
  ]
  const analysis = analyse({ ...result, limits })
  const [part, ...rest] = lookupParts(analysis)
  assert.deepEqual(rest, [])
  assert.deepEqual([part?.cell, part?.items, part?.assumed, part?.ns], [cell.id, 1000, true, 8])
  const figure = analysis.cells.find(({ id }) => id === cell.id)?.figures[first.id]?.mixed
  const operations = cell.operations.mixed
  assert.ok(figure?.nsPerOperation !== undefined && operations !== undefined)
  const others = figure.nsPerOperation * operations
  assert.ok(Math.abs((part?.shares[first.id] ?? 0) - 8000 / (8000 + others)) < 1e-12)
  assert.deepEqual(part?.ofUnmaps, {
    time: { 'per-page': 0.25 },
    accesses: { 'per-page': 0.25, 'punt-range': 0.8 },
  })
  const tiers = new Set(
    Object.keys(part?.shares ?? {}).map((id) => result.rows.find((row) => row.id === id)?.tier),
  )
  assert.deepEqual([...tiers], [first.tier])
})
