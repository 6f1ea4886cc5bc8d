/** Descriptors, bit by bit, as the Arm Architecture Reference Manual has them. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { GIB, KIB, MIB, PROT_NOEXEC, PROT_READ } from '../../contract/index.js'
import { Mapped } from '../../driver/index.js'
import { ARM_LPAE_4K, ARM_LPAE_4K_S2 } from './arm-lpae-4k.js'
import { BUFFER, tableOf, walk } from './testing.js'

test('a page at level 3, beyond 4 GiB: type 3, AttrIndx 1, AP unprivileged, inner shareable, AF, nG', () => {
  const table = tableOf(ARM_LPAE_4K, 48)
  table.mapPages(0, 0x123456789000, 4 * KIB, 1, BUFFER, new Mapped())
  // bits 1:0 = 3, 4:2 = 1, 7:6 = 1, 9:8 = 3, 10, 11.
  assert.deepEqual(walk(table, 0), ['1003', '2003', '3003', '123456789f47'])
})

test('blocks of 2M and 1G have type 1, at levels 2 and 1', () => {
  const table = tableOf(ARM_LPAE_4K, 48)
  table.mapPages(2 * MIB, 6 * MIB, 2 * MIB, 1, BUFFER, new Mapped())
  table.mapPages(GIB, 3 * GIB, GIB, 1, BUFFER, new Mapped())
  assert.equal(walk(table, 2 * MIB).at(-1), '600f45')
  assert.deepEqual(walk(table, GIB), ['1003', 'c0000f45'])
})

test('read-only, not cached and not executable are bits 7, 9:2 and 54:53', () => {
  const table = tableOf(ARM_LPAE_4K, 48)
  table.mapPages(0, 0, 4 * KIB, 1, PROT_READ | PROT_NOEXEC, new Mapped())
  assert.equal(walk(table, 0).at(-1), '60000000000ec3')
})

test('addresses carry from the low word into the high one within a run', () => {
  const table = tableOf(ARM_LPAE_4K, 48)
  table.mapPages(0, 4 * GIB - 4 * KIB, 4 * KIB, 2, BUFFER, new Mapped())
  assert.equal(walk(table, 0).at(-1), 'ffffff47')
  assert.equal(table.iovaToPhys(0), 4 * GIB - 4 * KIB)
  assert.equal(table.iovaToPhys(4 * KIB + 5), 4 * GIB + 5)
})

test('stage 2 has MemAttr and HAP instead', () => {
  const table = tableOf(ARM_LPAE_4K_S2, 48)
  table.mapPages(0, 0, 4 * KIB, 1, BUFFER, new Mapped())
  // bits 5:2 = 15, 7:6 = 3, 9:8 = 3, 10.
  assert.equal(walk(table, 0).at(-1), '7ff')
})

test('a stage 2 root of 40 bits is two tables side by side, and a run ends with each of them', () => {
  const table = tableOf(ARM_LPAE_4K_S2, 40)
  assert.equal(table.startLevel, 1)
  assert.equal(table.rootEntries, 1024)
  const mapped = new Mapped()
  table.mapPages(510 * GIB, 0, GIB, 4, BUFFER, mapped)
  assert.equal(mapped.bytes, 2 * GIB)
  const beyond = new Mapped()
  table.mapPages(1023 * GIB, GIB, GIB, 1, BUFFER, beyond)
  assert.equal(beyond.bytes, GIB)
  assert.equal(table.iovaToPhys(1023 * GIB + 42), GIB + 42)
})

test('stage 1 of 39 bits starts at level 1, of 48 bits at level 0', () => {
  assert.equal(tableOf(ARM_LPAE_4K, 39).startLevel, 1)
  assert.equal(tableOf(ARM_LPAE_4K, 40).startLevel, 0)
  assert.equal(tableOf(ARM_LPAE_4K, 48).startLevel, 0)
})
