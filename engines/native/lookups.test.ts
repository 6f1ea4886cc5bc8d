import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compileTape, GIB, MAP, MIB, UNMAP } from '../contract/index.js'
import { domainOf } from '../testing.js'
import { timeLookups } from './lookups.js'
import { skip } from './testing.js'

const IOVA = 64 * GIB
const maps = compileTape([
  {
    op: 'map',
    timed: false,
    operations: [{ op: MAP, iova: IOVA, paddr: 128 * GIB + 4096, size: 2 * MIB }],
  },
])
const OPTIONS = { cycles: 3, discarded: 1 }

function lookups(...iovas: number[]) {
  const operations = iovas.map((iova) => ({ op: UNMAP, iova, paddr: 0, size: 0 }) as const)
  return compileTape([{ op: 'unmap', timed: true, operations }])
}

test('translations are timed, and what is mapped stays', { skip }, () => {
  const { ns, outcomes } = timeLookups(domainOf(), maps, lookups(IOVA, IOVA, IOVA + MIB), OPTIONS)
  assert.equal(ns.length, 3)
  assert.ok(ns.every((value) => value > 0))
  assert.deepEqual(outcomes, [{ bytes: 0, failures: 0, error: 0 }])
})

test('a translation that finds nothing is no figure', { skip }, () => {
  const tape = lookups(IOVA, IOVA + 2 * MIB)
  assert.throws(() => timeLookups(domainOf(), maps, tape, OPTIONS), /4 translations failed/)
})
