/** Descriptors of the 16K granule, bit by bit, as the Arm Architecture Reference Manual has them. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { GIB, KIB, MIB } from '../../contract/index.js'
import { Mapped } from '../../driver/index.js'
import { ARM_LPAE_16K, ARM_LPAE_16K_S2 } from './arm-lpae-16k.js'
import { BUFFER, tableOf, walk } from './testing.js'

test('a page of 16K and a block of 32M, at levels 3 and 2; tables lie 16K apart', () => {
  const table = tableOf(ARM_LPAE_16K, 48)
  table.mapPages(0, 0x12345678c000, 16 * KIB, 1, BUFFER, new Mapped())
  table.mapPages(32 * MIB, 96 * MIB, 32 * MIB, 1, BUFFER, new Mapped())
  assert.deepEqual(walk(table, 0), ['4003', '8003', 'c003', '12345678cf47'])
  assert.deepEqual(walk(table, 32 * MIB).slice(2), ['6000f45'])
  assert.equal(table.iovaToPhys(32 * MIB + 5), 96 * MIB + 5)
})

test('a table holds 2048 entries, and a run ends with it', () => {
  const table = tableOf(ARM_LPAE_16K, 48)
  const mapped = new Mapped()
  table.mapPages(32 * MIB - 3 * 16 * KIB, 0, 16 * KIB, 8, BUFFER, mapped)
  assert.equal(mapped.bytes, 3 * 16 * KIB)
})

test('stage 1 of 47 bits starts at level 1, of 48 bits at level 0 with one bit', () => {
  assert.equal(tableOf(ARM_LPAE_16K, 47).startLevel, 1)
  const table = tableOf(ARM_LPAE_16K, 48)
  assert.equal(table.startLevel, 0)
  assert.equal(table.indexAt(2 ** 48 - 1, 0), 1)
})

test('stage 2 of 48 bits starts at level 1 with two tables side by side', () => {
  const table = tableOf(ARM_LPAE_16K_S2, 48)
  assert.equal(table.startLevel, 1)
  assert.equal(table.rootEntries, 2 * 2048)
  const last = 2 ** 48 - 32 * MIB
  table.mapPages(last, GIB, 32 * MIB, 1, BUFFER, new Mapped())
  assert.equal(table.iovaToPhys(last + 42), GIB + 42)
})
