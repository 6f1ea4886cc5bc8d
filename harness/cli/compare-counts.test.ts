/** What lets counts be compared between machines: an operation's do not depend on the tape's length. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BUILT_IN_ENGINES, COUNTER_NAMES, CountingProbe } from '../../engines/index.js'
import type { Op } from '../../results/record/index.js'
import { type Cell, cellsOf, loadSuite } from '../../workloads/index.js'
import { countCycle } from '../bench/worker/count.js'

const SHAPES = ['per-page', 'unmap-pages', 'map-unmap-pages', 'punt', 'punt-range', 'map-sg']
const [FEW, MANY] = [2, 8]
/** More would take long, and lies no other way. */
const MOST_BYTES = 64 * 2 ** 20

const engines = BUILT_IN_ENGINES.filter(({ id }) => SHAPES.some((shape) => id === `ts/${shape}`))

function countsOf(engine: (typeof engines)[number], cell: Cell, slots: number) {
  const probe = new CountingProbe(engine.format)
  const session = engine.open(cell.domain, probe)
  const counts = countCycle(session, cell.compile(slots), probe)
  session.close()
  return counts
}

test('counts are proportional to the buffers on a tape, in every cell whose tape has no fixed length', () => {
  const cells = cellsOf(loadSuite('full')).filter(
    ({ bufferBytes = 0, maxSlots, workload }) =>
      workload === 'sweep' && maxSlots >= MANY && bufferBytes * MANY <= MOST_BYTES,
  )
  assert.ok(cells.length > 10 && engines.length === SHAPES.length)
  for (const cell of cells) {
    for (const engine of engines) {
      const few = countsOf(engine, cell, FEW)
      const many = countsOf(engine, cell, MANY)
      for (const op of Object.keys(few) as Op[]) {
        for (const counter of COUNTER_NAMES) {
          const [one = 0, other = 0] = [few[op]?.[counter], many[op]?.[counter]]
          assert.equal(other * FEW, one * MANY, `${cell.id}, ${engine.id}, ${op}, ${counter}`)
        }
      }
    }
  }
})
