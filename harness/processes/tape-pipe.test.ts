import assert from 'node:assert/strict'
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { KIB } from '../../engines/index.js'
import { sweepCell } from '../../workloads/index.js'
import { type Carrying, filled, outline } from './tape-pipe.js'

const { compile, domain, id } = sweepCell({
  bufferBytes: 64 * KIB,
  pageSizes: ['4K'],
  alignment: 'aligned',
  segments: [{ bytes: 16 * KIB, count: 1 }],
  mode: 'coherent-strict',
})
const REQUEST = { cell: id, domain, tape: compile(3) }

/** A file that holds some bytes, open for reading. */
function fileOf(t: TestContext, bytes: Uint8Array): number {
  const folder = mkdtempSync(join(tmpdir(), 'unmap-bench-tape-'))
  const path = join(folder, 'tape')
  writeFileSync(path, bytes)
  const fd = openSync(path, 'r')
  t.after(() => {
    closeSync(fd)
    rmSync(folder, { recursive: true })
  })
  return fd
}

test('a tape comes out of the pipe as it went in', (t) => {
  const { columns, sent } = outline(REQUEST)
  assert.deepEqual(sent, {
    ...REQUEST,
    tape: { phases: REQUEST.tape.phases, operations: REQUEST.tape.op.length },
  })
  assert.deepEqual(filled(sent, fileOf(t, Buffer.concat(columns))), REQUEST)
})

test('several follow each other', (t) => {
  const small = { ...REQUEST, tape: compile(1) }
  const both = [small, REQUEST].map(outline)
  const fd = fileOf(t, Buffer.concat(both.flatMap(({ columns }) => columns)))
  assert.deepEqual(
    both.map(({ sent }) => filled(sent, fd)),
    [small, REQUEST],
  )
})

test('a request without a tape needs no pipe', () => {
  const request: Carrying<never> = Object({ cell: id })
  assert.deepEqual(outline(request), { sent: request, columns: [] })
  assert.deepEqual(filled(request, -1), request)
})

test('a pipe that ends too early is an error', (t) => {
  const { columns, sent } = outline(REQUEST)
  const cut = Buffer.concat(columns).subarray(0, -1)
  assert.throws(() => filled(sent, fileOf(t, cut)), /a tape of 15 operations ends too early/)
})
