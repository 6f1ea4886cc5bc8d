import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nativeTier } from '../../../engines/native/index.js'
import { type Cell, cellOfTrace, parseTrace, sweepCell } from '../../../workloads/index.js'
import { WorkerFailure } from '../../processes/failure.js'
import { answeringWith } from '../../processes/testing.js'
import type { PlannedCell } from '../plan/cell.js'
import { measureLookups } from './beside.js'

const skip = 'absent' in nativeTier() ? 'the native tier is absent' : false

const AT = 'x-1 [000] ..... 1.0: '
const TRACE = [
  `${AT}map: IOMMU: iova=0x1000 - 0x3000 paddr=0x5000 size=8192`,
  `${AT}unmap: IOMMU: iova=0x1000 - 0x3000 size=8192 unmapped_size=8192`,
].join('\n')

function planned(cell: Cell): PlannedCell {
  return { cell, rows: [], counted: [], untimed: {}, slots: 1, tape: cell.compile(1) }
}

const CELLS = [
  planned(
    sweepCell({
      bufferBytes: 4096,
      pageSizes: ['4K'],
      alignment: 'aligned',
      mode: 'coherent-strict',
    }),
  ),
  planned(cellOfTrace(parseTrace(TRACE, 'own.txt'))),
]

async function measured(
  lookups: (request: { lookups: { op: Uint8Array } }) => object,
  unmaps: (request: { shapes: readonly string[] }) => object = () => ({}),
) {
  const notes: string[] = []
  const progress = { note: (text: string) => notes.push(text), update() {}, end() {} }
  const spawn = answeringWith({ lookups, unmaps })
  return { limits: await measureLookups(CELLS, { pinTo: undefined, progress, spawn }), notes }
}

test('the translations of each trace are measured, and of nothing else', { skip }, async () => {
  const { limits, notes } = await measured(({ lookups }) => {
    assert.equal(lookups.op.length, 1)
    return { ns: 5, cpuNs: 6 }
  })
  const of = { tier: 'native', build: 'timed', cell: 'trace:own', items: 1, assumed: true }
  const { accesses, ...rest } = limits[0] ?? {}
  assert.deepEqual(rest, { ...of, name: 'iova_to_phys', ns: 5, cpuNs: 6 })
  // Four levels; an unmap of two pages walks once for each, or once.
  assert.equal(accesses?.items, 4)
  const { 'map-unmap-pages': once = 0, 'per-page': twice = 0 } = accesses?.unmaps ?? {}
  assert.ok(once > 0 && twice > once)
  assert.deepEqual(notes, [])
})

test('what cannot be measured is a note, and the run continues', { skip }, async () => {
  const { limits, notes } = await measured(() => {
    throw new WorkerFailure('died', 'signal SIGSEGV')
  })
  assert.deepEqual(limits, [])
  assert.match(notes.join(), /^Not measured: iova_to_phys of trace:own: .*SIGSEGV/)
})

/** Measures a trace of one map and unmap of 64 pages; times of unmaps come from `unmaps`. */
async function measuredOfPages(unmaps: (shape: string) => number) {
  const size = 64 * 4096
  const lines = [
    `${AT}map: IOMMU: iova=0x0 - 0x40000 paddr=0x5000 size=${size}`,
    `${AT}unmap: IOMMU: iova=0x0 - 0x40000 size=${size} unmapped_size=${size}`,
  ]
  const notes: string[] = []
  const progress = { note: (text: string) => notes.push(text), update() {}, end() {} }
  const spawn = answeringWith({
    lookups: () => ({ ns: 5, cpuNs: 6 }),
    unmaps: ({ shapes }: { shapes: readonly string[] }) =>
      Object.fromEntries(shapes.map((shape) => [shape, unmaps(shape)])),
  })
  const cells = [planned(cellOfTrace(parseTrace(lines.join('\n'), 'own.txt')))]
  const [limit] = await measureLookups(cells, { pinTo: undefined, progress, spawn })
  return { limit, notes }
}

test('unmaps that are long enough are timed beside, by the shapes that do the trace', {
  skip,
}, async () => {
  const { limit } = await measuredOfPages((shape) => shape.length)
  assert.deepEqual(limit?.unmapNs, { 'per-page': 8, 'map-unmap-pages': 15, 'punt-range': 10 })
})

test('where unmaps cannot be timed, the translations that were stay', { skip }, async () => {
  const { limit, notes } = await measuredOfPages((shape) => {
    if (shape === 'punt-range') throw new WorkerFailure('hung', 'no answer within 60 s')
    return 1
  })
  assert.deepEqual([limit?.ns, limit?.unmapNs], [5, undefined])
  assert.match(notes.join(), /^Not measured: the unmaps of trace:own by themselves: .*no answer/)
})
