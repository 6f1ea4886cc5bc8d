/** What tests of workloads share: tapes checked without an engine, and run on all of them. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import {
  type Counts,
  EEXIST,
  endOfList,
  MAP,
  type Outcome,
  type Phase,
  phaseOutcome,
  type Session,
  type Tape,
} from '../engines/contract/index.js'
import { BUILT_IN_ENGINES, CountingProbe } from '../engines/index.js'
import type { Cell } from './cell/cell.js'
import { type Piece, parsePieces, repeated } from './cell/pieces.js'
import { Regions } from './trace/columns/regions.js'

/** Cycles that engines run: the first makes the tables that stay. */
const CYCLES = 3

/**
 * Asserts that a tape maps over nothing that is mapped, except where -EEXIST is due, and nowhere
 * else; that unmaps take only what is mapped; and that it ends empty. Returns the most operations'
 * ranges that were mapped at once.
 */
export function assertClosed(tape: Tape): number {
  const mapped = new Regions()
  let most = 0
  for (let at = 0; at < tape.op.length; at++) {
    const start = tape.iova[at]
    const end = start + tape.size[at]
    if (tape.op[at] === MAP) {
      const over = mapped.overlapping(start, end) !== undefined
      assert.equal(over, tape.error[at] === -EEXIST, `operation ${at} at ${start}`)
      if (tape.error[at] === 0) mapped.add(start, end)
    } else {
      const before = mapped.bytes
      mapped.remove(start, end)
      assert.equal(before - mapped.bytes, tape.size[at], `operation ${at} at ${start}`)
    }
    most = Math.max(most, mapped.count)
  }
  assert.equal(mapped.count, 0, 'something stays mapped')
  return most
}

/** Asserts that the segments of every scatter list follow each other in iova, and never in memory. */
export function assertScattered(tape: Tape): void {
  for (let at = 0; at < tape.op.length; at = endOfList(tape, at, tape.op.length)) {
    for (let next = at + 1; next < endOfList(tape, at, tape.op.length); next++) {
      assert.equal(tape.iova[next], tape.iova[next - 1] + tape.size[next - 1])
      assert.notEqual(tape.paddr[next], tape.paddr[next - 1] + tape.size[next - 1])
    }
  }
}

/** What each timed phase of each cycle came to on one engine. */
export interface RunOfEngine {
  engine: string
  /** By cycle, then by timed phase. */
  counts: Array<Counts[]>
}

/**
 * Runs three cycles of a cell's tape on every built-in engine. Asserts that each phase comes to what
 * the tape says, that failing operations return their error, and that nothing stays or leaks.
 */
export function runOnEngines(cell: Cell, slots: number): RunOfEngine[] {
  const tape = cell.compile(slots)
  return BUILT_IN_ENGINES.map(({ id, open }) => {
    const probe = new CountingProbe()
    const session = open(cell.domain, probe)
    const counts = Array.from({ length: CYCLES }, () => {
      const timed = tape.phases.flatMap((phase) => {
        probe.take()
        runPhase(session, tape, phase, `${id} in ${cell.id}`)
        return phase.timed ? [probe.take()] : []
      })
      session.leaves((iova) => assert.fail(`${id} leaves ${iova} mapped`))
      return timed
    })
    assert.equal(session.leakedTables(), 0)
    session.close()
    return { engine: id, counts }
  })
}

function runPhase(session: Session, tape: Tape, phase: Phase, where: string): void {
  const outcome: Outcome = { bytes: 0, failures: 0, error: 0 }
  session.runMixed(tape, phase.from, phase.to, outcome)
  const { bytes, failures } = phaseOutcome(tape, phase)
  const error = tape.error.subarray(phase.from, phase.to).find((value) => value !== 0) ?? 0
  assert.deepEqual(outcome, { bytes, failures, error }, `${where}, ${phase.op} from ${phase.from}`)
}

/** Characters: a call for each operation takes longer than to hash it. */
const HASHED_AT_ONCE = 65536

/**
 * SHA-256 of a tape in hexadecimal, over its phases and all its columns as decimal text, so that it
 * is the same on machines of either byte order.
 */
export function tapeDigest(tape: Tape): string {
  const hash = createHash('sha256')
  for (const { op, timed, from, to, evictBytes } of tape.phases) {
    const evicted = evictBytes === undefined ? '' : ` after ${evictBytes}`
    hash.update(`${op} ${timed ? 'timed' : 'untimed'} ${from} ${to}${evicted}\n`)
  }
  const { op, iova, paddr, size, continues, error } = tape
  let text = ''
  for (let at = 0; at < op.length; at++) {
    text += `${op[at]} ${iova[at]} ${paddr[at]} ${size[at]} ${continues[at]} ${error[at]}\n`
    if (text.length < HASHED_AT_ONCE) continue
    hash.update(text)
    text = ''
  }
  hash.update(text)
  return hash.digest('hex')
}

/** The segments that a suite's text stands for: `16K`, `3x1M+5x64K`. */
export function listOf(text: string): Piece[] {
  return repeated(parsePieces(text) ?? assert.fail(`${text} is no list`))
}
