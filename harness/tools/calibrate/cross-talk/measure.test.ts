import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cellsOf, loadSuite } from '../../../../workloads/index.js'
import { planCell } from '../../../bench/plan/cell.js'
import { rowsOf } from '../../../bench/plan/rows.js'
import { selectEngines } from '../../../bench/selection/select-engines.js'
import { inThisProcess } from '../../../processes/testing.js'
import { measureCrossTalk } from './measure.js'

const HANG_MS = 30_000

test('each process has a figure of every row in C and direction; rows in Node are left out', async () => {
  const timed = ['native/per-page', 'native/punt', 'ts/punt']
  const rows = rowsOf(await selectEngines({ timed, counted: [] }, HANG_MS))
  const cells = cellsOf(loadSuite('smoke'))
    .slice(0, 1)
    .map((cell) => planCell({ ...cell, timedEngines: undefined }, rows, 16))
  const done: string[] = []
  const measured = await measureCrossTalk(
    {
      cells,
      linkOrders: 1,
      processes: 2,
      seed: 1,
      pinTo: undefined,
      hangMs: HANG_MS,
      spawn: inThisProcess,
    },
    { update: () => {}, done: () => done.push('process') },
    { requested: false },
  )
  assert.equal(measured.length, 2)
  assert.equal(done.length, 2)
  const ids = ['native/per-page', 'native/per-page~null', 'native/punt']
  for (const process of measured) {
    const [cell] = Object.values(process)
    assert.deepEqual(Object.keys(cell ?? {}).sort(), ids)
    for (const ops of Object.values(cell ?? {})) {
      assert.deepEqual(Object.keys(ops).sort(), ['map', 'unmap'])
      assert.ok(Object.values(ops).every(Number.isFinite))
    }
  }
})

test('a process that Ctrl-C ends counts for nothing', async () => {
  const rows = rowsOf(await selectEngines({ timed: ['native/per-page'], counted: [] }, HANG_MS))
  const cells = cellsOf(loadSuite('smoke'))
    .slice(0, 1)
    .map((cell) => planCell({ ...cell, timedEngines: undefined }, rows, 1))
  const measured = await measureCrossTalk(
    {
      cells,
      linkOrders: 1,
      processes: 2,
      seed: 1,
      pinTo: undefined,
      hangMs: HANG_MS,
      spawn: inThisProcess,
    },
    { update: () => {}, done: () => assert.fail('a process is done') },
    { requested: true },
  )
  assert.deepEqual(measured, [])
})
