/** The program reads what was written for it, and nothing that was cut or changed. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { skip } from '../native/testing.js'
import { writeBatch } from './batch.js'
import { bufferTape, DOMAIN, engineCalled } from './testing.js'

const WORD = 8
/** Words of a batch: those of the head, and of the tape's first phase. */
const HEAD = { bytes: 1, few: 3, many: 4, tapes: 5, jobs: 6, operations: 7, phases: 8 }
const PHASE = { op: 9, from: 11, to: 12 }

const file = join(mkdtempSync(join(tmpdir(), 'unmap-bench-')), 'batch')

function read(bytes: Uint8Array): { status: number | null; stderr: string } {
  writeFileSync(file, bytes)
  const { program } = engineCalled('native/punt')
  const { status, stderr } = spawnSync(program, [file], { encoding: 'utf8' })
  return { status, stderr }
}

function batch(): Buffer {
  const job = { engine: engineCalled('native/punt'), domain: DOMAIN, tape: bufferTape(4) }
  return writeBatch([job, { ...job, engine: engineCalled('native/per-page') }], {
    warm: 2,
    few: 1,
    many: 2,
  })
}

/** Where no processor's counter is lent, a batch that can be read ends with that. */
const CAN_BE_READ = [0, 3]

test('a batch is read to its end', { skip }, () => {
  const { status, stderr } = read(batch())
  assert.ok(CAN_BE_READ.includes(status ?? -1), stderr)
})

test('a batch that ends anywhere before its end is refused', { skip }, () => {
  const whole = batch()
  for (let words = 0; words < whole.length / WORD; words++) {
    const cut = Buffer.from(whole.subarray(0, words * WORD))
    // Even one that says that it is so short.
    if (words > HEAD.bytes) cut.writeBigUInt64LE(BigInt(cut.length), HEAD.bytes * WORD)
    const { status, stderr } = read(cut)
    assert.equal(status, 2, `${words} words: ${stderr}`)
    assert.match(stderr, /^the batch cannot be read: /)
  }
})

for (const [what, at, value, reason] of [
  ['another magic', 0, 1n, /no batch of this version/],
  ['another length', HEAD.bytes, 64n, /longer or shorter than it says/],
  ['no more cycles the second time', HEAD.many, 1n, /no more cycles/],
  ['more tapes than it can hold', HEAD.tapes, 2n ** 62n, /holds too little/],
  ['more jobs than it can hold', HEAD.jobs, 2n ** 63n, /holds too little/],
  ['more operations than it can hold', HEAD.operations, 2n ** 61n, /reaches beyond|ends before/],
  ['more phases than it can hold', HEAD.phases, 2n ** 60n, /holds too little/],
  ['a phase of no kind', PHASE.op, 3n, /of no kind/],
  ['a phase that ends before it begins', PHASE.from, 2n, /reaches beyond/],
  ['a phase beyond its tape', PHASE.to, 3n, /reaches beyond/],
] as const) {
  test(`a batch with ${what} is refused`, { skip }, () => {
    const changed = batch()
    changed.writeBigUInt64LE(value, at * WORD)
    const { status, stderr } = read(changed)
    assert.equal(status, 2, stderr)
    assert.match(stderr, reason)
  })
}

test('a name that the program has no room for is refused', () => {
  const engine = { program: '', shape: 'x'.repeat(32), format: 'f', driver: 'd' }
  const job = { engine, domain: DOMAIN, tape: bufferTape(1) }
  assert.throws(() => writeBatch([job], { warm: 1, few: 1, many: 2 }), /longer than 31 letters/)
})
