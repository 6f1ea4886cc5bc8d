/**
 * A trace of a kernel with 16K pages on tables of its granule: `map-unmap-pages` makes the calls that such a
 * kernel's core makes, and a kernel's own page table carries them out in as many steps as ours.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  type Counter,
  CountingProbe,
  type LayerOp,
  MAP,
  type Outcome,
} from '../../engines/index.js'
import { armTiers, skip } from '../../engines/linux/testing.js'
import { traceCell } from '../../workloads/index.js'
import { countOnce } from '../bench/worker/count.js'
import { formatFor, tsEngineOver } from '../bench/worker/engine-over.js'
import { countShapes } from './count-shapes.js'
import { type RunCall, RunCuts } from './table-ends.js'

const cell = traceCell({ trace: 'arm64_16k-7.3-strict-nvme_ext4', folders: [] })
const tape = cell.compile(1)
const FORMAT = 'arm-lpae-16k'
const SHAPE = 'map-unmap-pages'
const usual = tsEngineOver(formatFor(cell.domain), SHAPE)

/** Notes the calls into the page table. */
class CallProbe extends CountingProbe {
  calls: RunCall[] = []

  override tableCall(op: LayerOp, iova: number, pgsize: number, pgcount: number): void {
    super.tableCall(op, iova, pgsize, pgcount)
    if (op === 'map_pages' || op === 'unmap_pages') this.calls.push({ op, iova, pgsize, pgcount })
  }
}

test('the calls of the engine are those that kernels are held against', () => {
  assert.equal(usual.format, FORMAT)
  const probe = new CallProbe(FORMAT)
  const session = usual.open(cell.domain, probe)
  const cuts = new RunCuts(cell.domain.pgsizeBitmap)
  const outcome: Outcome = { bytes: 0, failures: 0, error: 0 }
  for (const [at, iova] of tape.iova.entries()) {
    const size = tape.size[at]
    session.runMixed(tape, at, at + 1, outcome)
    const expected =
      tape.op[at] === MAP ? cuts.ofMap(iova, tape.paddr[at], size) : cuts.ofUnmap(iova, size)
    assert.deepEqual(probe.calls.splice(0), expected, `operation ${at}`)
  }
  assert.equal(outcome.failures, 0)
})

test('all shapes that are counted run on tables of 16K', () => {
  for (const one of countShapes(cell)) assert.ok('counts' in one, one.shape)
})

/** What both see alike, whatever else a tree's code does between. */
const ALIKE: readonly Counter[] = [
  'driverCalls',
  'tableCalls',
  'pageLeaves',
  'blockLeaves',
  'leafClears',
  'tlbAdds',
  'flushWalks',
  'finalSyncs',
  'tableAllocs',
  'tableFrees',
]

test("a kernel's own code does the same with it", { skip }, () => {
  const ours = countOnce(usual, cell.domain, tape).cycle.mixed ?? {}
  const kernels = armTiers.flatMap(({ granules }) =>
    granules.filter(
      ({ format, shape, variant }) => variant.name === '' && shape === SHAPE && format === FORMAT,
    ),
  )
  assert.ok(kernels.length > 0)
  for (const engine of kernels) {
    const theirs = countOnce(engine, cell.domain, tape).cycle.mixed ?? {}
    for (const counter of ALIKE) {
      if (theirs[counter] === undefined) continue
      assert.equal(theirs[counter], ours[counter], `${engine.id} ${counter}`)
    }
    assert.ok((theirs.tableCalls ?? 0) > 0)
  }
})
