/** Entries, bit by bit, as the specification of VT-d has them. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { GIB, KIB, MIB, PROT_READ, PROT_WRITE } from '../../contract/index.js'
import { Mapped } from '../../driver/index.js'
import { BUFFER, tableOf, walk } from './testing.js'
import { VTD_SS } from './vtd-ss.js'

test('tables are readable and writable, a page has no PS, a block has bit 7', () => {
  const table = tableOf(VTD_SS, 48)
  table.mapPages(0, 0xf123456789000, 4 * KIB, 1, BUFFER, new Mapped())
  table.mapPages(2 * MIB, 6 * MIB, 2 * MIB, 1, BUFFER, new Mapped())
  table.mapPages(GIB, 3 * GIB, GIB, 1, BUFFER, new Mapped())
  assert.deepEqual(walk(table, 0), ['1003', '2003', '3003', 'f123456789003'])
  assert.deepEqual(walk(table, 2 * MIB).at(-1), '600083')
  assert.deepEqual(walk(table, GIB), ['1003', 'c0000083'])
})

test('what may only be read or only be written is present by that bit', () => {
  const table = tableOf(VTD_SS, 48)
  table.mapPages(0, 0, 4 * KIB, 1, PROT_READ, new Mapped())
  table.mapPages(4 * KIB, 0, 4 * KIB, 1, PROT_WRITE, new Mapped())
  assert.equal(walk(table, 0).at(-1), '1')
  assert.equal(walk(table, 4 * KIB).at(-1), '2')
  assert.equal(table.iovaToPhys(0), 0)
})

test('a table entry that was written back says so in bit 10', () => {
  const table = tableOf(VTD_SS, 48, false)
  table.mapPages(0, 0, 4 * KIB, 1, BUFFER, new Mapped())
  assert.deepEqual(walk(table, 0), ['1403', '2403', '3403', '3'])
})
