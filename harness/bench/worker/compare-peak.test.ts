import assert from 'node:assert/strict'
import { test } from 'node:test'
import { KIB, type Outcome, SILENT, type Tape } from '../../../engines/index.js'
import { engineOf } from '../../../engines/testing.js'
import { sweepCell } from '../../../workloads/index.js'
import { brokenEngine } from '../../testing/engines/broken.js'
import { comparePeak } from './compare-peak.js'
import { gate } from './gate.js'

const cell = sweepCell({
  bufferBytes: 64 * KIB,
  pageSizes: ['4K'],
  alignment: 'aligned',
  mode: 'coherent-strict',
})
const tape = cell.compile(2)
const gated = gate(engineOf('per-page').open(cell.domain, SILENT), tape, 1)

test('the table that passed the gate is let pass, of any call shape', () => {
  for (const shape of ['per-page', 'punt-range']) {
    comparePeak(engineOf(shape).open(cell.domain, SILENT), tape, gated)
  }
})

test('an engine that maps to other memory once it is timed is found out', () => {
  const engine = brokenEngine('strays', (session) => ({
    runMixed(own: Tape, from: number, to: number, into: Outcome) {
      const paddr = own.paddr.map((at) => at + 64 * KIB)
      session.runMixed({ ...own, paddr }, from, to, into)
    },
  }))
  assert.throws(
    () => comparePeak(engine.open(cell.domain, SILENT), tape, gated),
    /the table at its peak is not the one that passed the gate/,
  )
})
