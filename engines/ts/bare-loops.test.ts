import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compileTape, GIB, MAP, MIB, type Outcome, SILENT, UNMAP } from '../contract/index.js'
import { domainOf, engineOf, PAGES_4K } from '../testing.js'
import { bareLoops } from './bare-loops.js'

const SIZE = 4 * MIB
const BUFFER = { iova: 64 * GIB, paddr: 128 * GIB - 2 * MIB, size: SIZE }
const tape = compileTape([
  { op: 'map', timed: true, operations: [{ op: MAP, ...BUFFER }] },
  { op: 'unmap', timed: true, operations: [{ op: UNMAP, ...BUFFER, paddr: 0 }] },
])

function leavesOf(session: { leaves: (visit: (...leaf: number[]) => void) => void }): number[][] {
  const leaves: number[][] = []
  session.leaves((...leaf) => leaves.push(leaf))
  return leaves
}

test('the bare store makes the same leaves as an engine, the bare clear removes them', () => {
  const domain = domainOf({ pgsizeBitmap: PAGES_4K })
  const outcome: Outcome = { bytes: 0, failures: 0, error: 0 }
  const engine = engineOf('map-unmap-pages').open(domain, SILENT)
  engine.runMaps(tape, 0, 1, outcome)
  const bare = bareLoops(domain, BUFFER.iova, SIZE)
  assert.deepEqual(leavesOf(bare), [])
  bare.runMaps(tape, 0, 1, outcome)
  assert.equal(leavesOf(bare).length, SIZE / 4096)
  assert.deepEqual(leavesOf(bare), leavesOf(engine))
  bare.runUnmaps(tape, 1, 2, outcome)
  assert.deepEqual(leavesOf(bare), [])
  assert.equal(outcome.bytes, 3 * SIZE)
})
