import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { compileTape, MAP } from '../engines/contract/index.js'
import { tapeDigest } from './digest.js'

function tapeOf(timed: boolean, paddr: number) {
  const operations = [{ op: MAP, iova: 4096, paddr, size: 8192 } as const]
  return compileTape([{ op: 'map', timed, operations }])
}

test('the digest is that of a text', () => {
  const text = 'map timed 0 1\n0 4096 1048576 8192\n'
  assert.equal(tapeDigest(tapeOf(true, 1048576)), createHash('sha256').update(text).digest('hex'))
})

test('phases and operations both count', () => {
  const digests = [tapeOf(true, 0), tapeOf(false, 0), tapeOf(true, 4096)].map(tapeDigest)
  assert.equal(new Set(digests).size, 3)
})
