/** The example of every cover letter of the series: 4 MiB as 2 x 2 MiB at IOVA 0. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { GIB, MIB, opCalls } from './contract/index.js'
import { CountedSession, domainOf, engineOf } from './testing.js'

function unmapFourMiB(shape: string) {
  const session = new CountedSession(engineOf(shape), domainOf())
  session.map(0, 4 * GIB, 4 * MIB)
  return session.unmap(0, 4 * MIB)
}

test('per-page takes 4 op calls and 2 walks', () => {
  const { bytes, counts } = unmapFourMiB('per-page')
  assert.equal(bytes, 4 * MIB)
  assert.equal(opCalls(counts), 4)
  assert.equal(counts.walks, 2)
})

test('unmap-pages takes 2 op calls and 1 walk', () => {
  const { bytes, counts } = unmapFourMiB('unmap-pages')
  assert.equal(bytes, 4 * MIB)
  assert.equal(opCalls(counts), 2)
  assert.equal(counts.walks, 1)
})
