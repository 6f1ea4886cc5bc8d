import assert from 'node:assert/strict'
import { test } from 'node:test'
import { syntheticResult } from '../../fixtures/synthetic.js'
import type { Result } from '../../record/schema.js'
import { analyse } from '../analyse.js'
import { timed } from '../testing.js'
import { opposedByCompilers } from './compilers.js'

const BUILD = { compiler: { command: 'cc', version: 'gcc 12' }, flags: [], variants: {} }

/** Rows of tier ts once more as a variant by another compiler; punt is `own` and `other` times map-unmap-pages. */
function byTwo(own: number, other: number): Result {
  const result = syntheticResult()
  const twins = result.rows.map((row) => ({
    ...row,
    id: row.id.replace('ts/', 'ts+clang/'),
    engine: row.engine.replace('ts/', 'ts+clang/'),
    tier: 'ts+clang',
  }))
  for (const cell of result.cells) {
    for (const { id, engine } of result.rows) {
      const twin = id.replace('ts/', 'ts+clang/')
      if (cell.ns[id] !== undefined) cell.ns[twin] = cell.ns[id]
      if (cell.counts[engine] !== undefined) {
        cell.counts[engine.replace('ts/', 'ts+clang/')] = cell.counts[engine]
      }
    }
    cell.rounds.order = cell.rounds.order.map((row) => [
      ...row,
      ...row.map((id) => id.replace('ts/', 'ts+clang/')),
    ])
  }
  result.rows.push(...twins)
  result.tiers = {
    ts: { ...BUILD, compilers: { clang: { command: 'clang', version: 'clang 14' } } },
  }
  const factors: Record<string, number> = { 'ts/punt-range': own, 'ts+clang/punt-range': other }
  return timed(({ row }) => factors[row] ?? 1, result)
}

const warned = (result: Result) =>
  analyse(result).warnings.filter(({ code }) => code === 'compiler-decides')

test('a ratio that two compilers resolve to opposite sides is named, with both', () => {
  const result = byTwo(0.5, 2)
  const [warning, ...others] = warned(result)
  assert.deepEqual(others, [])
  assert.match(
    warning.message,
    /(punt-range over .*|time over punt-range.s) (2\.00|0\.50) x, and (0\.50|2\.00) x in ts\+clang/,
  )
  const opposed = opposedByCompilers(result, analyse(result).cells).find(({ what }) =>
    what.startsWith('over'),
  )
  assert.deepEqual(
    [opposed?.shape, opposed?.what, opposed?.variant],
    ['punt-range', 'over per-page', 'ts+clang'],
  )
})

test('compilers that agree, or that resolve nothing, are not told of', () => {
  assert.deepEqual(warned(byTwo(0.5, 0.9)), [])
  assert.deepEqual(warned(byTwo(0.5, 1)), [])
})

test("what a shape leaves on the table is looked at too: time over punt's", () => {
  const result = byTwo(0.9, 1.1)
  const found = opposedByCompilers(result, analyse(result).cells)
  const left = found.filter(({ what }) => what === "time over punt-range's")
  assert.ok(left.some(({ shape }) => shape === 'unmap-pages'))
  for (const { other, own } of left) assert.ok(own > 1 && other < 1)
})
