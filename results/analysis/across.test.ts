import assert from 'node:assert/strict'
import { test } from 'node:test'
import { syntheticResult } from '../fixtures/synthetic.js'
import { withTimes } from '../fixtures/times.js'
import type { Result } from '../schema.js'
import { analyse } from './analyse.js'

/** Tier ts as one tree, and a copy of it that takes `factor` times as long as another. */
function twoTrees(factor: number, tiers: readonly [string, string]): Result {
  const result = withTimes(syntheticResult(), () => 1000)
  const name = (id: string, tier: string) => id.replace(/^ts\//, `${tier}/`)
  const rows = tiers.flatMap((tier) =>
    result.rows.map((row) => ({
      ...row,
      tier,
      id: name(row.id, tier),
      engine: name(row.engine, tier),
    })),
  )
  const cells = result.cells.map((cell) => {
    const both = <T>(record: Record<string, T>, change: (value: T, at: number) => T) =>
      Object.fromEntries(
        tiers.flatMap((tier, at) =>
          Object.entries(record).map(([id, value]) => [name(id, tier), change(value, at)]),
        ),
      )
    return {
      ...cell,
      counts: both(cell.counts, (value) => structuredClone(value)),
      ns: both(cell.ns, (value, at) =>
        Object.fromEntries(
          Object.entries(value).map(([op, times]) => [
            op,
            times.map((time) => (time === null ? null : time * (at === 0 ? 1 : factor))),
          ]),
        ),
      ),
    }
  })
  return { ...result, rows, cells }
}

test('a tree is held against the first, shape by shape, also where the counts are the same', () => {
  const { across } = analyse(twoTrees(1.25, ['linux-6.1.0', 'linux-6.1.0-my']))
  const figure = across.find(
    ({ cell, op, shape }) => cell === '64K@4K' && op === 'unmap' && shape === 'punt-range',
  )
  assert.equal(figure?.before, 'linux-6.1.0/punt-range')
  assert.equal(figure.after, 'linux-6.1.0-my/punt-range')
  assert.ok(Math.abs(figure.ratio.estimate - 1.25) < 1e-9)
  assert.equal(figure.resolved, true)
  assert.deepEqual(figure.changed, [])
  // The null row has no twin of its own.
  assert.ok(across.every(({ after }) => !after.endsWith('~null')))
})

test('a count that changed is told with both its values', () => {
  const result = twoTrees(1, ['linux-6.1.0', 'linux-6.12.0'])
  const cell = result.cells.find(({ id }) => id === '2M@4K')
  const counts = cell?.counts['linux-6.12.0/punt-range']?.unmap
  assert.ok(counts?.pteWrites)
  const before = counts.pteWrites
  counts.pteWrites = before + 7
  const changed = analyse(result).across.filter((figure) => figure.changed.length > 0)
  assert.deepEqual(
    changed.map(({ changed: [first], cell: id, op }) => ({ id, op, ...first })),
    [
      { id: '2M@4K', op: 'unmap', counter: 'pteWrites', before, after: before + 7 },
      {
        id: '2M@4K',
        op: 'sum',
        counter: 'pteWrites',
        before: before + (cell?.counts['linux-6.1.0/punt-range']?.map?.pteWrites ?? 0),
        after: before + 7 + (cell?.counts['linux-6.1.0/punt-range']?.map?.pteWrites ?? 0),
      },
    ],
  )
})

test('one tree alone is the check of tier native, and our own tiers are not held to each other', () => {
  const check = analyse(twoTrees(2, ['linux-6.1.0', 'native'])).across
  assert.ok(check.length > 0)
  assert.ok(check.every(({ after }) => after.startsWith('native/')))
  assert.deepEqual(analyse(twoTrees(2, ['ts', 'native'])).across, [])
})
