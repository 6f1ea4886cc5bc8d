/** Descriptors of the 64K granule, bit by bit, as the Arm Architecture Reference Manual has them. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { KIB, MIB } from '../../contract/index.js'
import { Gather, Mapped } from '../../driver/index.js'
import { ARM_LPAE_64K, ARM_LPAE_64K_S2 } from './arm-lpae-64k.js'
import { BUFFER, tableOf, walk } from './testing.js'

const K64 = 64 * KIB
const M512 = 512 * MIB

test('a page of 64K and a block of 512M, at levels 3 and 2; tables lie 64K apart', () => {
  const table = tableOf(ARM_LPAE_64K, 48)
  assert.equal(table.startLevel, 1)
  table.mapPages(0, 0x123456780000, K64, 1, BUFFER, new Mapped())
  table.mapPages(M512, 3 * M512, M512, 1, BUFFER, new Mapped())
  assert.deepEqual(walk(table, 0), ['10003', '20003', '123456780f47'])
  assert.deepEqual(walk(table, M512), ['10003', '60000f45'])
})

test('bits 51:48 of an address are bits 15:12 of its descriptor', () => {
  const table = tableOf(ARM_LPAE_64K, 52)
  table.mapPages(2 ** 52 - K64, 0xa123456780000, K64, 1, BUFFER, new Mapped())
  assert.equal(walk(table, 2 ** 52 - K64).at(-1), '12345678af47')
  assert.equal(table.iovaToPhys(2 ** 52 - K64 + 9), 0xa123456780009)
})

test('addresses carry into bit 32 and into bit 48 within a run', () => {
  const table = tableOf(ARM_LPAE_64K, 52)
  table.mapPages(0, 2 ** 32 - K64, K64, 2, BUFFER, new Mapped())
  assert.equal(table.iovaToPhys(K64), 2 ** 32)
  table.mapPages(M512, 2 ** 48 - K64, K64, 2, BUFFER, new Mapped())
  assert.equal(walk(table, M512).at(-1), 'ffffffff0f47')
  assert.equal(walk(table, M512 + K64).at(-1), '1f47')
  assert.equal(table.iovaToPhys(M512 + K64), 2 ** 48)
})

test('a block beyond 48 bits is split into pages that lead where it led', () => {
  const table = tableOf(ARM_LPAE_64K, 48)
  const paddr = 2 ** 50 + M512
  table.mapPages(0, paddr, M512, 1, BUFFER, new Mapped())
  const gather = new Gather()
  gather.start(true)
  assert.equal(table.unmapPages(0, K64, 1, gather), K64)
  assert.equal(table.iovaToPhys(0), -1)
  assert.equal(table.iovaToPhys(M512 - K64), paddr + M512 - K64)
})

test('stage 2 has no level 0, and so no tables side by side', () => {
  const table = tableOf(ARM_LPAE_64K_S2, 48)
  assert.equal(table.startLevel, 1)
  assert.equal(table.rootEntries, 8192)
})
