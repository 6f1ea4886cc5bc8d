import assert from 'node:assert/strict'
import { test } from 'node:test'
import { syntheticResult } from '../fixtures/synthetic.js'
import { withTimes } from '../fixtures/times.js'
import { analyse } from './analyse.js'
import type { Interval } from './types.js'

/** The share of the way to punt-range that unmap-pages goes, in one cell, from speed-ups a generation. */
function captured(
  own: (generation: number) => number,
  punt: (generation: number) => number,
): Interval | undefined {
  const result = withTimes(syntheticResult(), ({ row, generation }) => {
    if (row === 'ts/unmap-pages') return 1e6 / own(generation)
    return row === 'ts/punt-range' ? 1e6 / punt(generation) : 1e6
  })
  const cell = analyse(result).cells.find(({ id }) => id === '64K@4K')
  return cell?.figures['ts/unmap-pages']?.unmap?.captured['punt-range']
}

const near = (actual: number | undefined, expected: number) =>
  assert.ok(actual !== undefined && Math.abs(actual - expected) < 1e-3, `${actual}`)

test('half of the way by logarithms is half: 2 of 4 times', () => {
  near(
    captured(
      () => 2,
      () => 4,
    )?.estimate,
    0.5,
  )
})

test('a shape that is faster than punting goes beyond it, one that is slower the other way', () => {
  near(
    captured(
      () => 8,
      () => 4,
    )?.estimate,
    1.5,
  )
  near(
    captured(
      () => 0.5,
      () => 4,
    )?.estimate,
    -0.5,
  )
})

test('there is no way to go where punting gains nothing that is resolved', () => {
  assert.equal(
    captured(
      () => 2,
      () => 1,
    ),
    undefined,
  )
})

test('what both gain together from generation to generation widens no interval', () => {
  const together = captured(
    (generation) => 2 ** (1 + 0.02 * generation),
    (generation) => 4 ** (1 + 0.02 * generation),
  )
  const apart = captured(
    (generation) => 2 ** (1 + 0.02 * generation),
    (generation) => 4 ** (1.08 - 0.02 * generation),
  )
  assert.ok(together && apart)
  near(together.estimate, 0.5)
  assert.ok(together.high - together.low < 0.01)
  assert.ok(apart.high - apart.low > 0.02)
  assert.ok(apart.low < apart.estimate && apart.estimate < apart.high)
})
