import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compareTwo, quietRun, slowed, withCell } from '../../results/analysis/compare/fixtures.js'
import { gateComparison, parseGate } from '../../results/analysis/compare/gate.js'
import { parseKtap } from '../ci/testing.js'
import { compareKtap } from './ktap.js'

const OLD = quietRun({ seed: 1, generations: 4 })

function testsOf(now: typeof OLD, gate: string) {
  const { comparison } = compareTwo(OLD, now)
  const result = gateComparison(comparison, parseGate(gate))
  const [test] = parseKtap(compareKtap({ comparison, gates: [result] }))
  const leaves = test.tests.flatMap((one) => (one.tests.length > 0 ? one.tests : [one]))
  return { test, result, leaves, failed: leaves.filter(({ ok }) => !ok) }
}

test('counts that are the same pass, each where it was compared', () => {
  const { failed, leaves, result, test } = testsOf(OLD, 'counts')
  assert.deepEqual([test.name, test.ok, failed], ['counts', true, []])
  assert.equal(leaves.length, result.judged)
})

test('a count that is more fails in its cell and direction alone, and says what it was', () => {
  const more = withCell(OLD, '64K@4K', ({ counts }) => {
    const unmap = counts['ts/punt-range']?.unmap
    if (unmap?.walks !== undefined) unmap.walks += 7
  })
  const { failed, test } = testsOf(more, 'counts')
  assert.equal(test.ok, false)
  assert.deepEqual(
    failed.map(({ name }) => name),
    ['64K@4K, unmap'],
  )
  assert.match(failed[0].notes.join(), /walks/)
})

test('times fail beyond the gate; rows and cells that are gone are errors', () => {
  const now = slowed(
    quietRun({
      seed: 2,
      generations: 4,
      withoutCells: ['64M@4K'],
      fail: { row: 'ts/map-unmap-pages', cell: '2M@4K' },
    }),
    1.3,
    { row: 'ts/punt-range' },
  )
  const { failed, result } = testsOf(now, '3%')
  const errors = failed.filter(({ directive }) => directive === 'ERROR')
  assert.equal(errors.length, result.failed.length + result.lost.length)
  assert.ok(errors.some(({ name }) => name === 'cell 64M@4K is gone'))
  assert.equal(failed.length - errors.length, result.worse.length)
  assert.ok(result.worse.length > 0)
})

test('instructions that were not counted are no pass', () => {
  const bare = structuredClone(OLD)
  bare.instructions = { counted: false, why: 'no valgrind' }
  const { failed, leaves } = testsOf(bare, 'instructions:1%')
  assert.deepEqual([leaves.length, failed.length > 0], [failed.length, true])
})

test('without a gate there is nothing to print', () => {
  const { comparison } = compareTwo(OLD, OLD)
  assert.throws(() => compareKtap({ comparison, gates: [] }), /--gate counts/)
})
