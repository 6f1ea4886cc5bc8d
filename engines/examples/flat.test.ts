import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compileTape, EEXIST, KIB, MAP, type Outcome, SILENT, UNMAP } from '../contract/index.js'
import { domainOf } from '../testing.js'
import { engine } from './flat.js'

const BUFFER = { iova: 64 * KIB, paddr: 256 * KIB, size: 16 * KIB }
const tape = compileTape([
  {
    op: 'mixed',
    timed: true,
    operations: [
      { op: MAP, ...BUFFER },
      { op: MAP, ...BUFFER },
      { op: UNMAP, ...BUFFER, paddr: 0 },
      { op: UNMAP, ...BUFFER, paddr: 0 },
    ],
  },
])

function step(session: ReturnType<typeof engine.open>, at: number): Outcome {
  const outcome: Outcome = { bytes: 0, failures: 0, error: 0 }
  session.runMixed(tape, at, at + 1, outcome)
  return outcome
}

test('the example maps, refuses what is mapped, unmaps, and stops at what is not', () => {
  const session = engine.open(domainOf(), SILENT)
  assert.deepEqual(step(session, 0), { bytes: 16 * KIB, failures: 0, error: 0 })
  assert.equal(session.translate(64 * KIB + 5000), 256 * KIB + 5000)
  assert.deepEqual(step(session, 1), { bytes: 0, failures: 1, error: -EEXIST })
  assert.deepEqual(step(session, 2), { bytes: 16 * KIB, failures: 0, error: 0 })
  assert.equal(session.translate(64 * KIB), undefined)
  assert.deepEqual(step(session, 3), { bytes: 0, failures: 1, error: 0 })
})
