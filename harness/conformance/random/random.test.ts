/** Every built-in engine does what its semantics allow, whatever comes; and one that does not is found. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  BUILT_IN_ENGINES,
  type Engine,
  MIB,
  OTHER_FORMAT_ENGINES,
  type Session,
} from '../../../engines/index.js'
import { replay, runRandom } from './index.js'
import { formatScript } from './script.js'
import { scriptsFor } from './scripts.js'
import { parseScript } from './testing.js'

const SEED = 20210331
/** Over all engines. */
const OPERATIONS = 100_000

/**
 * Of other formats one call shape of either gather, for fewer operations. A block of the 64K granule
 * is 8192 pages, which takes the model too long: engines/native/random.test.ts has that.
 */
const others = OTHER_FORMAT_ENGINES.filter(
  ({ format, id }) =>
    /^native\/(map-unmap-pages|clear-first)@/.test(id) && !format.startsWith('arm-lpae-64k'),
)
const OPERATIONS_OF_OTHERS = 400

for (const engine of [...BUILT_IN_ENGINES, ...others]) {
  test(`${engine.id} agrees with the model over random operations, seed ${SEED}`, () => {
    const operations = others.includes(engine)
      ? OPERATIONS_OF_OTHERS
      : OPERATIONS / BUILT_IN_ENGINES.length
    const { failure, ...done } = runRandom(engine, { operations, seed: SEED })
    assert.ok(done.operations >= operations)
    assert.ok(failure === undefined, `${failure?.message}\n${failure?.script}`)
  })
}

/** An engine whose unmaps of more than 1M claim all and do nothing. */
function lazyEngine(): Engine {
  const [right] = BUILT_IN_ENGINES
  return {
    ...right,
    open(domain, probe): Session {
      const session = right.open(domain, probe)
      return {
        runMaps: session.runMaps.bind(session),
        runUnmaps(tape, from, to, into) {
          if (tape.size[from] <= MIB) session.runUnmaps(tape, from, to, into)
          else into.bytes += tape.size[from]
        },
        runMixed(tape, from, to, into) {
          if (tape.op[from] === 0) session.runMaps(tape, from, to, into)
          else this.runUnmaps(tape, from, to, into)
        },
        translate: session.translate.bind(session),
        leaves: session.leaves.bind(session),
        leakedTables: session.leakedTables.bind(session),
        close: session.close.bind(session),
      }
    },
  }
}

test('a failure is shrunk to a script of a few operations that fails again', () => {
  const engine = lazyEngine()
  const { failure } = runRandom(engine, { operations: 2000, seed: SEED })
  assert.ok(failure !== undefined)
  const script = parseScript(failure.script)
  assert.ok(script.steps.length <= 2, failure.script)
  assert.equal(replay(engine, script), failure.message)
})

test('an engine that throws is a failure, not an exception', () => {
  const [right] = BUILT_IN_ENGINES
  const engine: Engine = {
    ...right,
    open() {
      throw new Error('no room')
    },
  }
  const { failure } = runRandom(engine, { operations: 10, seed: SEED })
  assert.match(failure?.message ?? '', /no room/)
})

test('the same seed gives the same operations', () => {
  const [engine] = BUILT_IN_ENGINES
  const run = () => runRandom(engine, { operations: 1500, seed: 7 })
  const first = run()
  assert.deepEqual(run(), first)
  assert.notEqual(runRandom(engine, { operations: 1500, seed: 8 }).operations, first.operations)
})

test('a list that is larger than the address space begins at an address', () => {
  for (const script of fc.sample(scriptsFor({ format: 'arm-lpae-64k' }), {
    numRuns: 200,
    seed: 3,
  })) {
    assert.ok(
      script.steps.every(({ iova }) => iova >= 0),
      formatScript(script),
    )
  }
})

const SCRIPT = `domain ias=39 oas=40 pages=4K,1G non-coherent lazy
map 2M@0x40000000 -> 0x80001000
map 12K@0x0 -> 0x1000 + 4K -> 0x9000
map 4097@0x123 -> 0x0
unmap 4K@0x40001000`

test('scripts are read as they are written', () => {
  assert.equal(formatScript(parseScript(SCRIPT)), SCRIPT)
  assert.equal(formatScript(parseScript(`# pasted\n\n  ${SCRIPT}  # ended\n`)), SCRIPT)
})

test('a line that is none is named', () => {
  assert.throws(() => parseScript('domain ias=39'), /"domain ias=39" is no line of a script/)
  assert.throws(() => parseScript(`${SCRIPT}\nmap 4K@0x0`), /"map 4K@0x0" is no line/)
  assert.throws(() => parseScript(`${SCRIPT}\nunmap 4X@0x0`), /"4X" is no line/)
})
