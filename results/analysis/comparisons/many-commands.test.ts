import assert from 'node:assert/strict'
import { test } from 'node:test'
import { syntheticResult } from '../../fixtures/synthetic.js'
import type { Result } from '../../record/schema.js'
import { analyse } from '../analyse.js'

/** A run in which range-gather takes a hundred times the commands of the baseline. */
function costly(change: (result: Result) => void = () => {}): Result {
  const result = syntheticResult({ extent: 'all' })
  for (const { counts } of result.cells) {
    const own = counts['ts/range-gather']?.unmap
    const base = counts['ts/per-page']?.unmap
    if (own === undefined || base === undefined) continue
    own.tlbiPerPage = 100 * (base.tlbiPerPage ?? 0)
    own.tlbiList = 100 * (base.tlbiList ?? 0)
  }
  change(result)
  return result
}

const counters = (result: Result) =>
  new Set(
    analyse(result)
      .manyCommands.filter(({ row }) => row === 'ts/range-gather')
      .map(({ counter }) => counter),
  )

test("an SMMUv2's driver ignores the gather: of a range that a driver gathers nothing is told", () => {
  assert.deepEqual(counters(costly()), new Set(['tlbiList']))
})

test('nothing is told of the commands of a format whose IOMMUs are not known', () => {
  const other = costly(({ rows }) => {
    for (const row of rows) row.format = 'other'
  })
  assert.deepEqual(analyse(other).manyCommands, [])
  assert.ok(analyse(other).rows.every(({ iommus }) => iommus.length === 0))
})
