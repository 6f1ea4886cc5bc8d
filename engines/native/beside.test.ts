import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compileTape, GIB, KIB, MAP, MIB, UNMAP } from '../contract/index.js'
import { domainOf } from '../testing.js'
import { timeLookups, timeUnmaps } from './beside.js'
import { skip } from './testing.js'

const IOVA = 64 * GIB
const maps = mapsTo(128 * GIB + 4 * KIB)
const onPages = mapsTo(128 * GIB + 16 * KIB)
const USUAL = { domain: domainOf(), format: 'arm-lpae-4k' }
const OPTIONS = { cycles: 3, discarded: 1 }

function mapsTo(paddr: number) {
  const operations = [{ op: MAP, iova: IOVA, paddr, size: 2 * MIB } as const]
  return compileTape([{ op: 'map', timed: false, operations }])
}

function lookups(...iovas: number[]) {
  const operations = iovas.map((iova) => ({ op: UNMAP, iova, paddr: 0, size: 0 }) as const)
  return compileTape([{ op: 'unmap', timed: true, operations }])
}

test('translations are timed, and what is mapped stays', { skip }, () => {
  const { ns, outcomes } = timeLookups(USUAL, maps, lookups(IOVA, IOVA, IOVA + MIB), OPTIONS)
  assert.equal(ns.length, 3)
  assert.ok(ns.every((value) => value > 0))
  assert.deepEqual(outcomes, [{ bytes: 0, failures: 0, error: 0 }])
})

test('a translation that finds nothing is no figure', { skip }, () => {
  const tape = lookups(IOVA, IOVA + 2 * MIB)
  assert.throws(() => timeLookups(USUAL, maps, tape, OPTIONS), /4 translations failed/)
})

test("translations of a 16K granule are its format's", { skip }, () => {
  const of = (format: string) => ({ domain: domainOf({ pgsizeBitmap: 16 * KIB }), format })
  const page = lookups(IOVA + 16 * KIB)
  assert.equal(timeLookups(of('arm-lpae-16k'), onPages, page, OPTIONS).ns.length, 3)
  assert.throws(() => timeLookups(of('arm-lpae-4k'), onPages, page, OPTIONS), /has leaves of 4K/)
})

function tapeOf(unmapped: number) {
  const range = { iova: 64 * GIB, paddr: 128 * GIB + 4096, size: 2 * MIB }
  return compileTape([
    { op: 'map', timed: false, operations: [{ op: MAP, ...range }] },
    { op: 'unmap', timed: true, operations: [{ ...range, op: UNMAP, paddr: 0, size: unmapped }] },
  ])
}

test('the unmaps of a tape are timed, and nothing else', { skip }, () => {
  const { ns, timed } = timeUnmaps(USUAL, 'punt-range', tapeOf(2 * MIB), OPTIONS)
  assert.deepEqual([ns.length, timed.map(({ op }) => op)], [3, ['unmap']])
  assert.ok(ns.every((value) => value > 0))
})

test('a tape that does not end as it begins is no figure', { skip }, () => {
  assert.throws(
    () => timeUnmaps(USUAL, 'per-page', tapeOf(MIB), OPTIONS),
    /per-page: phase 0 of the unmaps came to other bytes/,
  )
})
