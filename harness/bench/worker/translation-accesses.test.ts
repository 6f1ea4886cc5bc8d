import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  compileTape,
  DEFAULT_FORMAT,
  type DomainConfig,
  MAP,
  UNMAP,
} from '../../../engines/index.js'
import { domainOf } from '../../../engines/testing.js'
import { translationAccesses } from './translation-accesses.js'

const MIB = 2 ** 20
const GIB = 2 ** 30

function accesses(domain: DomainConfig, ...iovas: number[]): number {
  return accessesOf(DEFAULT_FORMAT, domain, ...iovas)
}

function accessesOf(format: string, domain: DomainConfig, ...iovas: number[]): number {
  const map = (iova: number, size: number) => ({ op: MAP, iova, paddr: iova, size }) as const
  const maps = [map(GIB, GIB), map(4 * MIB, 2 * MIB), map(8 * MIB, 8192)]
  const unmaps = iovas.map((iova) => ({ op: UNMAP, iova, paddr: 0, size: 0 }) as const)
  return translationAccesses(format, domain, {
    maps: compileTape([{ op: 'map', timed: false, operations: maps }]),
    lookups: compileTape([{ op: 'unmap', timed: true, operations: unmaps }]),
  })
}

test('a translation reads an entry at each level, fewer for a block', () => {
  const domain = { ...domainOf(), ias: 48, pgsizeBitmap: 4096 + 2 * MIB + GIB }
  assert.equal(accesses(domain, 8 * MIB), 4)
  assert.equal(accesses(domain, 8 * MIB + 4096, 8 * MIB), 8)
  assert.equal(accesses(domain, 5 * MIB), 3)
  assert.equal(accesses(domain, GIB + 5 * MIB), 2)
})

test('39 address bits have a level less, and without blocks all leaves are at the last', () => {
  const domain = { ...domainOf(), ias: 39, pgsizeBitmap: 4096 }
  assert.equal(accesses(domain, 8 * MIB, 5 * MIB), 6)
})

test('a leaf of several entries is read at the level of its entries', () => {
  const format = 'arm-lpae-4k-contiguous'
  const domain = { ...domainOf(), ias: 48, pgsizeBitmap: 4096 + 65536 + 2 * MIB + 32 * MIB + GIB }
  assert.equal(accessesOf(format, { ...domain, pgsizeBitmap: 4096 + 65536 }, 5 * MIB), 4)
  assert.equal(accessesOf(format, domain, 5 * MIB, GIB + 5 * MIB), 3 + 2)
})
