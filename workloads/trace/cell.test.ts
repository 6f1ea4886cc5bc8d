import assert from 'node:assert/strict'
import { test } from 'node:test'
import { InputError, KIB, MIB } from '../../engines/contract/index.js'
import { bundledTrace } from './bundled.js'
import { cellOfTrace, traceCell } from './cell.js'
import { parseTrace, readTraceSync } from './read.js'

const NAME = 'arm64-6.1-strict-nvme_seq1m'

test('a bundled trace is replayed on the domain of its provenance', () => {
  const { compile, lookups, notes, ...cell } = traceCell({ trace: NAME, folders: [] })
  assert.deepEqual(cell, {
    id: `trace:${NAME}`,
    title: 'NVMe, 256 reads of 1M by dd',
    workload: 'trace',
    mode: 'coherent-strict',
    domain: { ias: 48, oas: 44, pgsizeBitmap: 0x40201000, coherent: true, strict: true },
    ops: ['mixed'],
    maxSlots: 1,
  })
  const tape = compile(7)
  assert.equal(lookups?.()?.lookups.op.length, 256)
  assert.deepEqual(tape.phases, [
    { op: 'mixed', timed: true, from: 0, to: 14849 + 256 },
    { op: 'unmap', timed: false, from: 14849 + 256, to: 14849 + 257 },
  ])
  assert.equal(compile(1), tape, 'compiled once')
})

test('another domain makes another cell', () => {
  const replay = { ias: 48, oas: 48, pageSizes: ['4K' as const], mode: 'non-coherent' as const }
  const { id, title } = traceCell({ trace: NAME, folders: [], replay })
  assert.equal(id, `trace:${NAME}@4K/non-coherent`)
  assert.equal(title, 'NVMe, 256 reads of 1M by dd, non-coherent walker')
})

test('cells of one trace and one domain share a tape, and others have their own', () => {
  const page = { ias: 48, oas: 48, pageSizes: ['4K' as const], mode: 'coherent-strict' as const }
  const [one, same, listed, other] = [{}, {}, { lists: 'grouped' as const }, { replay: page }].map(
    (options) => traceCell({ trace: NAME, folders: [], ...options }).compile(1),
  )
  assert.equal(same, one)
  assert.notEqual(listed, one)
  assert.notEqual(other, one)
})

/** Of a kernel with 16K pages. */
const OF_16K = 'arm64_16k-7.3-strict-nvme_ext4'

test("a trace is replayed on its kernel's granule, and says where it is not", () => {
  const own = readTraceSync(bundledTrace(OF_16K)?.path ?? '')
  for (const cell of [traceCell({ trace: OF_16K, folders: [] }), cellOfTrace(own)]) {
    assert.equal(cell.domain.pgsizeBitmap, 16 * KIB + 32 * MIB)
  }
  const pageSizes = ['4K', '2M'] as const
  const other = traceCell({ trace: OF_16K, folders: [], pageSizes })
  assert.equal(other.id, `trace:${OF_16K}@4K+2M`)
  other.compile(1)
  assert.deepEqual(other.notes?.(), [
    "the kernel's pages were of 16K; replayed on pages of 4K, 2M, another granule than the kernel's",
  ])
  assert.throws(
    () => traceCell({ trace: NAME, folders: [], pageSizes: ['16K'] }).compile(1),
    /is no multiple of the domain's smallest page, 16K/,
  )
})

test('a trace that is not there is refused at once', () => {
  assert.throws(
    () => traceCell({ trace: 'nvme_seq1m', folders: ['/nowhere'] }),
    (error) =>
      error instanceof InputError &&
      error.message ===
        `trace nvme_seq1m is neither bundled nor a file (did you mean ${NAME}?); looked for /nowhere/nvme_seq1m`,
  )
})

test('what a replay does otherwise than usual is in its name: bundled traces keep lists apart', () => {
  const named = (lists?: 'apart' | 'grouped') => traceCell({ trace: NAME, folders: [], lists }).id
  assert.deepEqual(
    [named('apart'), named('grouped')],
    [`trace:${NAME}`, `trace:${NAME}/lists-grouped`],
  )
  const own = parseTrace('', 'nvme.txt')
  assert.deepEqual(
    ([undefined, 'grouped', 'apart'] as const).map((lists) => cellOfTrace(own, { lists }).id),
    ['trace:nvme', 'trace:nvme', 'trace:nvme/lists-apart'],
  )
})
