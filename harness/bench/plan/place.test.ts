import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BUILT_IN_ENGINES, type Engine, KIB, LIMITS } from '../../../engines/index.js'
import { sweepCell } from '../../../workloads/index.js'
import { describeEngine } from '../../engine/load.js'
import { placeRows } from './place.js'
import { type Part, rowsOf } from './rows.js'

function selected(id: string, part: Part) {
  const engine = [...BUILT_IN_ENGINES, ...LIMITS].find((candidate: Engine) => candidate.id === id)
  assert.ok(engine)
  return { named: id.replace('ts/', ''), reference: id, description: describeEngine(engine), part }
}

const ROWS = rowsOf([
  selected('ts/per-page', 'baseline'),
  selected('ts/unmap-pages', 'shape'),
  selected('ts/punt', 'shape'),
  selected('ts/driver-pages', 'counted'),
  selected('ts/bare-loop', 'limit'),
])
const CELL = sweepCell({
  bufferBytes: 64 * KIB,
  pageSizes: ['4K'],
  alignment: 'aligned',
  mode: 'coherent-strict',
})

test('all rows are timed, but those that are only counted; limits are not counted', () => {
  const { counted, rows, untimed } = placeRows(CELL, ROWS)
  assert.deepEqual(
    rows.map(({ id }) => id),
    ['ts/per-page', 'ts/per-page~null', 'ts/unmap-pages', 'ts/punt', 'ts/bare-loop'],
  )
  assert.deepEqual(
    counted.map(({ reference }) => reference),
    ['ts/per-page', 'ts/unmap-pages', 'ts/punt', 'ts/driver-pages'],
  )
  assert.deepEqual(Object.keys(untimed), ['ts/driver-pages'])
  assert.equal(untimed['ts/driver-pages']?.why, 'not-timed')
})

test('a cell that names its engines times those and the baseline twice, and counts all', () => {
  const { counted, rows, untimed } = placeRows({ ...CELL, timedEngines: ['punt'] }, ROWS)
  assert.deepEqual(
    rows.map(({ id }) => id),
    ['ts/per-page', 'ts/per-page~null', 'ts/punt'],
  )
  assert.equal(counted.length, 4)
  assert.match(untimed['ts/unmap-pages']?.reason ?? '', /other cells/)
})

test('a limit has nothing to say of blocks', () => {
  const blocks = sweepCell({
    bufferBytes: 2048 * KIB,
    pageSizes: ['4K', '2M'],
    alignment: 'aligned',
    mode: 'coherent-strict',
  })
  const { rows, untimed } = placeRows(blocks, ROWS)
  assert.ok(!rows.some(({ role }) => role === 'limit'))
  assert.deepEqual(untimed['ts/bare-loop'], {
    why: 'not-applicable',
    reason: 'a limit only knows 4K pages',
  })
})
