import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { compileTape, MAP, type Operation, UNMAP } from '../engines/contract/index.js'
import { tapeDigest } from './testing.js'

const MAPPED: Operation = { op: MAP, iova: 4096, paddr: 1048576, size: 8192 }

function digestOf(
  change: Partial<Operation> = {},
  phase: { timed?: boolean; evictBytes?: number } = {},
) {
  const operations = [MAPPED, { ...MAPPED, ...change }]
  return tapeDigest(compileTape([{ op: 'map', timed: true, ...phase, operations }]))
}

test('the digest is that of a text', () => {
  const text = 'map timed 0 2 after 64\n0 4096 1048576 8192 0 0\n0 4096 1048576 8192 1 -17\n'
  const digest = createHash('sha256').update(text).digest('hex')
  assert.equal(digestOf({ continues: true, error: -17 }, { evictBytes: 64 }), digest)
})

test('every column counts, and all of a phase', () => {
  const digests = [
    digestOf(),
    digestOf({ op: UNMAP }),
    digestOf({ iova: 0 }),
    digestOf({ paddr: 0 }),
    digestOf({ size: 4096 }),
    digestOf({ continues: true }),
    digestOf({ error: -12 }),
    digestOf({}, { timed: false }),
    digestOf({}, { evictBytes: 64 }),
  ]
  assert.equal(new Set(digests).size, digests.length)
})
