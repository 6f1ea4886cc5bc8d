/** Entries, bit by bit, as AMD's IOMMU specification has them. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { GIB, KIB, MIB, PROT_READ, PROT_WRITE } from '../../contract/index.js'
import { Mapped } from '../../driver/index.js'
import { AMD_V1 } from './amd-v1.js'
import { BUFFER, tableOf, walk } from './testing.js'

test('an entry says which level comes next in bits 11:9, and a leaf that none does', () => {
  const table = tableOf(AMD_V1, 48)
  table.mapPages(0, 0xf123456789000, 4 * KIB, 1, BUFFER, new Mapped())
  table.mapPages(2 * MIB, 6 * MIB, 2 * MIB, 1, BUFFER, new Mapped())
  table.mapPages(GIB, 3 * GIB, GIB, 1, BUFFER, new Mapped())
  // IR and IW are bits 61 and 62, of leaves FC is bit 60, PR is bit 0.
  assert.deepEqual(walk(table, 0), [
    '6000000000001601',
    '6000000000002401',
    '6000000000003201',
    '700f123456789001',
  ])
  assert.deepEqual(walk(table, 2 * MIB).at(-1), '7000000000600001')
  assert.deepEqual(walk(table, GIB).slice(1), ['70000000c0000001'])
})

test('reading is bit 61, writing bit 62', () => {
  const table = tableOf(AMD_V1, 48)
  table.mapPages(0, 0, 4 * KIB, 1, PROT_READ, new Mapped())
  table.mapPages(4 * KIB, 0, 4 * KIB, 1, PROT_WRITE, new Mapped())
  assert.equal(walk(table, 0).at(-1), '3000000000000001')
  assert.equal(walk(table, 4 * KIB).at(-1), '5000000000000001')
})
