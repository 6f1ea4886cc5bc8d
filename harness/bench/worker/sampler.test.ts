import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  compileTape,
  EEXIST,
  KIB,
  MAP,
  type Outcome,
  PAGE,
  type Session,
  SILENT,
  type Tape,
  UNMAP,
} from '../../../engines/index.js'
import { engineOf } from '../../../engines/testing.js'
import { cellsOf, loadSuite, sweepCell } from '../../../workloads/index.js'
import { brokenEngine } from '../../testing/engines/broken.js'
import { CellSampler } from './sampler.js'

const cell = sweepCell({
  bufferBytes: 64 * KIB,
  pageSizes: ['4K'],
  alignment: 'aligned',
  mode: 'coherent-strict',
})

/** A session that works and says which phases it ran. */
function found(): { session: Session; ran: string[] } {
  const ran: string[] = []
  const engine = brokenEngine('told', (session) => ({
    runMaps(tape: Tape, from: number, to: number, into: Outcome) {
      ran.push('map')
      session.runMaps(tape, from, to, into)
    },
    runUnmaps(tape: Tape, from: number, to: number, into: Outcome) {
      ran.push('unmap')
      session.runUnmaps(tape, from, to, into)
    },
  }))
  return { session: engine.open(cell.domain, SILENT), ran }
}

test('making a sampler runs nothing', () => {
  const { session, ran } = found()
  new CellSampler(session, cell.compile(2))
  assert.deepEqual(ran, [])
})

test('a turn throws two cycles away and times three or more, map and unmap in turn', () => {
  const { session, ran } = found()
  const { ns } = new CellSampler(session, cell.compile(2)).turn()
  assert.ok(ran.length >= 10)
  assert.deepEqual(
    ran,
    ran.map((_, at) => (at % 2 === 0 ? 'map' : 'unmap')),
  )
  assert.deepEqual(Object.keys(ns), ['map', 'unmap'])
})

test('a phase that did not do all of its bytes is an error', () => {
  const engine = brokenEngine('short', () => ({ runMaps() {} }))
  const sampler = new CellSampler(engine.open(cell.domain, SILENT), cell.compile(1))
  assert.throws(() => sampler.turn(), /a timed map did 0 bytes instead of 65536/)
})

test('a map that is to fail must fail, and one that is not must not', () => {
  const operations = [
    { op: MAP, iova: 0x1000, paddr: 0x1000, size: PAGE },
    { op: MAP, iova: 0x0000, paddr: 0x9000, size: 4 * PAGE, error: -EEXIST },
  ] as const
  const undo = [{ op: UNMAP, iova: 0x1000, paddr: 0, size: PAGE }] as const
  const tapeOf = (error: number) =>
    compileTape([
      { op: 'map', timed: false, operations: operations.slice(0, 1) },
      { op: 'map', timed: true, operations: [{ ...operations[1], error }] },
      { op: 'unmap', timed: false, operations: undo },
    ])
  const samplerOf = (error: number) =>
    new CellSampler(engineOf('per-page').open(cell.domain, SILENT), tapeOf(error))
  assert.deepEqual(Object.keys(samplerOf(-EEXIST).turn().ns), ['map'])
  assert.throws(
    () => samplerOf(0).turn(),
    /did 0 bytes instead of 16384, and 1 operations failed instead of 0/,
  )
})

test('a trace is one timed phase; what it leaves mapped goes untimed, cycle after cycle', () => {
  const trace = cellsOf(loadSuite('quick')).find(({ workload }) => workload === 'trace')
  assert.ok(trace)
  const baseline = engineOf('per-page')
  const { ns } = new CellSampler(baseline.open(trace.domain, SILENT), trace.compile(1)).turn()
  assert.deepEqual(Object.keys(ns), ['mixed'])
})
