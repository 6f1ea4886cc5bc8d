import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  compileTape,
  GIB,
  KIB,
  MAP,
  type Outcome,
  PAGE,
  type Session,
  SILENT,
  UNMAP,
} from '../contract/index.js'
import { domainOf, PAGES_4K } from '../testing.js'
import { BARE_LOOP } from './bare-loop.js'

const BUFFER = 64 * KIB
/** Above 4 GiB and at a place that is no multiple of a leaf table, so that both words matter. */
const IOVA = 64 * GIB + 7 * BUFFER
const PADDR = 129 * GIB + 3 * PAGE

function run(session: Session, op: typeof MAP | typeof UNMAP, iova: number, paddr = 0): Outcome {
  const outcome: Outcome = { bytes: 0, failures: 0, error: 0 }
  const operation = { op, iova, paddr, size: BUFFER }
  const tape = compileTape([{ op: 'mixed', timed: true, operations: [operation] }])
  session.runMixed(tape, 0, 1, outcome)
  return outcome
}

function leavesOf(session: Session): Array<[number, number, number]> {
  const leaves: Array<[number, number, number]> = []
  session.leaves((...leaf) => leaves.push(leaf))
  return leaves
}

test('stores a descriptor a page and clears it, and nothing beside', () => {
  const session = BARE_LOOP.open(domainOf({ pgsizeBitmap: PAGES_4K }), SILENT)
  assert.equal(run(session, MAP, IOVA, PADDR).bytes, BUFFER)
  assert.equal(session.translate(IOVA - 1), undefined)
  assert.equal(session.translate(IOVA + 5 * PAGE + 17), PADDR + 5 * PAGE + 17)
  assert.equal(session.translate(IOVA + BUFFER), undefined)
  assert.deepEqual(
    leavesOf(session),
    Array.from({ length: 16 }, (_, page) => [IOVA + page * PAGE, PADDR + page * PAGE, PAGE]),
  )
  assert.equal(run(session, UNMAP, IOVA).bytes, BUFFER)
  assert.deepEqual(leavesOf(session), [])
})

test('the array grows in both directions and keeps what it holds', () => {
  const session = BARE_LOOP.open(domainOf({ pgsizeBitmap: PAGES_4K }), SILENT)
  run(session, MAP, IOVA, PADDR)
  run(session, MAP, IOVA + GIB, PADDR + GIB)
  run(session, MAP, IOVA - GIB, PADDR - GIB)
  for (const off of [-GIB, 0, GIB]) assert.equal(session.translate(IOVA + off), PADDR + off)
  assert.equal(leavesOf(session).length, 3 * 16)
})
