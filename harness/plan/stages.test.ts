import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { nextStage, type Standing, spread } from './stages.js'

const cell = (rounds: number, width: number, roundMs = 10): Standing => ({ rounds, width, roundMs })

test('rounds are spread evenly, and none is lost', () => {
  assert.deepEqual(spread(12, 5), [3, 3, 2, 2, 2])
  fc.assert(
    fc.property(fc.nat(200), fc.integer({ min: 1, max: 20 }), (rounds, generations) => {
      const quotas = spread(rounds, generations)
      assert.equal(
        quotas.reduce((sum, quota) => sum + quota, 0),
        rounds,
      )
      assert.ok(Math.max(...quotas) - Math.min(...quotas) <= 1)
    }),
    { seed: 3 },
  )
})

test('every cell is run to its first look, whatever the time, and from where it stands', () => {
  const cells = [cell(0, Infinity), cell(7, 0.001), cell(12, 0.5)]
  const stage = nextStage(cells, 4, 1000, -5, 0.02)
  assert.deepEqual(
    stage.map(({ quotas }) => quotas),
    [
      [3, 3, 3, 3],
      [2, 1, 1, 1],
    ],
  )
})

test('a cell that is narrow enough stops, and so does one that has had its last look', () => {
  const cells = [cell(12, 0.02), cell(96, 0.5), cell(24, 0.021)]
  const stage = nextStage(cells, 6, 0, 1e6, 0.02)
  assert.deepEqual(
    stage.map(({ cell }) => cell),
    [cells[2]],
  )
  assert.deepEqual(stage[0]?.quotas, [4, 4, 4, 4, 4, 4])
})

test('time that is short goes to the widest, in the order of the suite', () => {
  const cells = [cell(12, 0.1), cell(12, 0.3), cell(12, 0.2), cell(12, 0.4, 1000)]
  // 12 rounds of 10 ms are 120 ms a cell, of 1 s do not fit; generations take 300 ms.
  const stage = nextStage(cells, 6, 50, 300 + 250, 0.02)
  assert.deepEqual(
    stage.map(({ cell }) => cell),
    [cells[1], cells[2]],
  )
  assert.deepEqual(nextStage(cells, 6, 50, 300, 0.02), [])
})
