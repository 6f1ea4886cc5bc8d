import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compileTape, GIB, MAP, MIB, type Outcome, UNMAP } from '../contract/index.js'
import { domainOf, PAGES_4K } from '../testing.js'
import { besideBareLoops } from './bare-loops.js'
import { CALL_SHAPES } from './shapes.js'

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

test('the bare store makes the leaves of its engine, the bare clear removes them', () => {
  const outcome: Outcome = { bytes: 0, failures: 0, error: 0 }
  const shape = CALL_SHAPES.find(({ name }) => name === 'map-unmap-pages')
  assert.ok(shape)
  const domain = domainOf({ pgsizeBitmap: PAGES_4K })
  const { bare, engine } = besideBareLoops(shape, domain, BUFFER.iova, SIZE)
  assert.deepEqual(leavesOf(engine), [])

  engine.runMaps(tape, 0, 1, outcome)
  const leaves = leavesOf(engine)
  assert.equal(leaves.length, SIZE / 4096)
  assert.deepEqual(leavesOf(bare), leaves)

  bare.runUnmaps(tape, 1, 2, outcome)
  assert.deepEqual(leavesOf(engine), [])

  bare.runMaps(tape, 0, 1, outcome)
  assert.deepEqual(leavesOf(engine), leaves)
  engine.runUnmaps(tape, 1, 2, outcome)
  assert.deepEqual(leavesOf(bare), [])
  assert.deepEqual(outcome, { bytes: 4 * SIZE, failures: 0, error: 0 })
})
