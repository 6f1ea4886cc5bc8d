import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CountingProbe, KIB, type Outcome, type Tape } from '../../engines/index.js'
import { engineOf } from '../../engines/testing.js'
import { sweepCell } from '../../workloads/index.js'
import { brokenEngine } from '../testing/engines/broken.js'
import { countCycle } from './count.js'

const cell = sweepCell({
  bufferBytes: 64 * KIB,
  pageSizes: ['4K'],
  alignment: 'aligned',
  mode: 'coherent-strict',
})

test('a cycle is counted in the steady state: no table is allocated any more', () => {
  const probe = new CountingProbe()
  const baseline = engineOf('per-page')
  const counts = countCycle(baseline.open(cell.domain, probe), cell.compile(3), probe)
  assert.equal(counts.map?.walks, 48)
  assert.equal(counts.map?.tableAllocs, 0)
  assert.equal(counts.unmap?.tlbAdds, 48)
  assert.equal(counts.unmap?.finalSyncs, 3)
})

test('counts that vary from cycle to cycle are an error', () => {
  const probe = new CountingProbe()
  let cycle = 0
  const engine = brokenEngine('varies', (session) => ({
    runMaps(tape: Tape, from: number, to: number, into: Outcome) {
      session.runMaps(tape, from, to, into)
      if (cycle++ === 2) probe.walk()
    },
  }))
  assert.throws(
    () => countCycle(engine.open(cell.domain, probe), cell.compile(1), probe),
    /map: walks was 16 in one cycle and 17 in the next/,
  )
})
