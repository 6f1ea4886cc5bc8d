import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  BUILT_IN_ENGINES,
  compileTape,
  type DomainConfig,
  EEXIST,
  ENOMEM,
  type Engine,
  GIB,
  KIB,
  MAP,
  type Operation,
  type Outcome,
  PAGE,
  type Session,
  SILENT,
  type Tape,
  UNMAP,
} from '../../../engines/index.js'
import { engineOf } from '../../../engines/testing.js'
import { cellsOf, loadSuite, sweepCell } from '../../../workloads/index.js'
import { brokenEngine, claim } from '../../testing/engines/broken.js'
import { gate, peakOf } from './gate.js'

const cell = sweepCell({
  bufferBytes: 64 * KIB,
  pageSizes: ['4K'],
  alignment: 'aligned',
  mode: 'coherent-strict',
})
const tape = cell.compile(4)

/** The gate on a session that is closed again. */
function gateOn(engine: Engine, domain: DomainConfig, of: Tape, seed: number) {
  const session = engine.open(domain, SILENT)
  try {
    return gate(session, of, seed)
  } finally {
    session.close()
  }
}

function gateOf(engine: Engine, of: Tape = tape) {
  return gateOn(engine, cell.domain, of, 1)
}

function broken(breaker: (session: Session) => Partial<Session>): Engine {
  return brokenEngine('test', breaker)
}

const QUICK = cellsOf(loadSuite('quick')).map(({ compile, domain }) => ({
  domain,
  tape: compile(1),
}))

for (const engine of BUILT_IN_ENGINES) {
  test(`${engine.id} passes the gate on every cell of quick`, () => {
    for (const { domain, tape } of QUICK) gateOn(engine, domain, tape, 7)
  })
}

test('the peak of a tape that maps all and then unmaps all is between the two', () => {
  assert.equal(peakOf(tape), 4)
})

test('a scatter list is one operation for the gate, whatever the engine makes of it', () => {
  const segment = (at: number, paddr: number, continues: boolean): Operation => ({
    op: MAP,
    iova: 64 * GIB + at * PAGE,
    paddr,
    size: PAGE,
    continues,
  })
  const unmap: Operation = { op: UNMAP, iova: 64 * GIB, paddr: 0, size: 3 * PAGE }
  const list = compileTape([
    {
      op: 'mixed',
      timed: true,
      operations: [
        segment(0, 0x9000, false),
        segment(1, 0x5000, true),
        segment(2, 0x6000, true),
        unmap,
      ],
    },
  ])
  assert.equal(peakOf(list), 3)
  const engines = BUILT_IN_ENGINES.filter(({ format }) => format === 'arm-lpae-4k')
  assert.ok(engines.length > 4)
  for (const engine of engines) gateOf(engine, list)
})

test('tables at the peak have one digest, whatever the call shape', () => {
  const digests = new Set(BUILT_IN_ENGINES.map((engine) => gateOf(engine).digest))
  assert.equal(digests.size, 1)
})

test('an engine that does nothing and says so fails', () => {
  assert.throws(() => gateOf(broken(() => ({ runMaps() {} }))), /did 0 bytes, not 65536/)
})

test('an engine that does nothing and claims that it did fails', () => {
  assert.throws(
    () => gateOf(broken(() => ({ runMaps: claim, runUnmaps: claim }))),
    /iova 0x1000000000 leads to nothing instead of 0x2000000000/,
  )
})

test('an engine that says it did more than there was fails', () => {
  const engine = broken((session) => ({
    runUnmaps(of: Tape, from: number, to: number, into: Outcome) {
      session.runUnmaps(of, from, to, into)
      into.bytes += PAGE
    },
  }))
  assert.throws(() => gateOf(engine), /did 69632 bytes, not 65536/)
})

test('a page in the middle that leads elsewhere is found at the peak', () => {
  const middle = 64 * GIB + 7 * PAGE
  const engine = broken((session) => ({
    leaves: (visit) =>
      session.leaves((iova, paddr, size) =>
        visit(iova, iova === middle ? paddr + PAGE : paddr, size),
      ),
  }))
  assert.throws(() => gateOf(engine), /at the peak iova 0x1000007000 is mapped to/)
})

test('a neighbour that goes too is found after the operation that took it', () => {
  const engine = broken((session) => ({
    runUnmaps(of: Tape, from: number, to: number, into: Outcome) {
      session.runUnmaps(of, from, to, into)
      const beyond = {
        ...of,
        iova: of.iova.map((iova) => iova + 64 * KIB),
        size: of.size.map(() => PAGE),
      }
      session.runUnmaps(beyond, from, to, { bytes: 0, failures: 0, error: 0 })
    },
  }))
  assert.throws(() => gateOf(engine, cell.compile(4)), /after operation 4, unmap/)
})

test('an error that should not be is found', () => {
  const engine = broken(() => ({
    runMaps: (_tape, _from, _to, into) => {
      into.error = -12
    },
  }))
  assert.throws(() => gateOf(engine), /returned -12, not 0/)
})

test('a leaked table is found', () => {
  assert.throws(() => gateOf(broken(() => ({ leakedTables: () => 1 }))), /1 tables leaked/)
})

test('a map that is to fail must return its error and leave nothing', () => {
  const IOVA = 64 * GIB
  const tapeOf = (error: number) =>
    compileTape([
      {
        op: 'mixed',
        timed: true,
        operations: [
          { op: MAP, iova: IOVA + 3 * PAGE, paddr: 0x7000, size: PAGE },
          { op: MAP, iova: IOVA, paddr: 0x100000, size: 16 * PAGE, error },
          { op: UNMAP, iova: IOVA + 3 * PAGE, paddr: 0, size: PAGE },
        ],
      },
    ])
  for (const engine of BUILT_IN_ENGINES) {
    assert.equal(gateOf(engine, tapeOf(-EEXIST)).peak, 1, engine.id)
  }
  const baseline = engineOf('per-page')
  assert.throws(() => gateOf(baseline, tapeOf(0)), /to return 0, the model -17/)
  assert.throws(() => gateOf(baseline, tapeOf(-ENOMEM)), /returned -17, not -12/)
})

test('where memory for tables runs out is for the tape to say', () => {
  const domain = { ...cell.domain, maxTables: 4 }
  const operations = [
    { op: MAP, iova: 64 * GIB, paddr: 0x100000, size: PAGE },
    { op: MAP, iova: 64 * GIB + 2 ** 21 - PAGE, paddr: 0x100000, size: 2 * PAGE, error: -ENOMEM },
    { op: UNMAP, iova: 64 * GIB, paddr: 0, size: PAGE },
  ] as const
  const full = compileTape([{ op: 'mixed', timed: true, operations }])
  const engines = BUILT_IN_ENGINES.filter(({ format }) => format === 'arm-lpae-4k')
  for (const engine of engines) {
    assert.equal(gateOn(engine, domain, full, 1).peak, 1, engine.id)
  }
})
