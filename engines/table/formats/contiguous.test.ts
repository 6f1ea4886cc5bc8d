/** Leaves of several entries, bit by bit, as the architectures have them; and what goes of them. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { EEXIST, GIB, KIB, MIB } from '../../contract/index.js'
import { Gather, Mapped } from '../../driver/index.js'
import type { PageTable } from '../page-table.js'
import { TABLE_PATHS } from '../table-paths.js'
import { AMD_V1_CONTIGUOUS } from './amd-v1.js'
import { ARM_LPAE_4K_CONTIGUOUS } from './arm-lpae-4k.js'
import { ARM_LPAE_16K_CONTIGUOUS } from './arm-lpae-16k.js'
import { ARM_LPAE_64K_CONTIGUOUS } from './arm-lpae-64k.js'
import { BUFFER, tableOf, walk } from './testing.js'

function leaves(table: PageTable): number[][] {
  const found: number[][] = []
  table.leaves((...leaf) => found.push(leaf))
  return found
}

function unmap(table: PageTable, iova: number, size: number): number {
  const gather = new Gather()
  gather.start(true)
  return table.unmapRange(iova, size, gather)
}

test('bit 52 in 16 pages side by side, each with its own address, and in no others', () => {
  const table = tableOf(ARM_LPAE_4K_CONTIGUOUS, 48)
  const mapped = new Mapped()
  assert.equal(table.mapPages(64 * KIB, 192 * KIB, 64 * KIB, 1, BUFFER, mapped), 0)
  assert.equal(table.mapPages(128 * KIB, 256 * KIB, 4 * KIB, 1, BUFFER, mapped), 0)
  assert.equal(mapped.bytes, 68 * KIB)
  assert.equal(walk(table, 64 * KIB).at(-1), '10000000030f47')
  assert.equal(walk(table, 124 * KIB).at(-1), '1000000003ff47')
  assert.equal(walk(table, 128 * KIB).at(-1), '40f47')
  assert.equal(table.iovaToPhys(124 * KIB + 5), 252 * KIB + 5)
  assert.deepEqual(leaves(table), [
    [64 * KIB, 192 * KIB, 64 * KIB],
    [128 * KIB, 256 * KIB, 4 * KIB],
  ])
})

test('a range is of the largest leaves that fit: pages, 64K, 2M, 32M', () => {
  const table = tableOf(ARM_LPAE_4K_CONTIGUOUS, 48)
  const [begin, size] = [32 * MIB - 2 * MIB - 68 * KIB, 34 * MIB + 72 * KIB]
  assert.equal(table.mapRange(begin, GIB + begin, size, BUFFER, new Mapped()), 0)
  assert.deepEqual(
    leaves(table).map((leaf) => leaf[2]),
    [4 * KIB, 64 * KIB, 2 * MIB, 32 * MIB, 4 * KIB],
  )
  assert.equal(walk(table, 34 * MIB).at(-1), '10000042200f45')
})

test('128 pages of 16K, 32 blocks of 32M and 32 pages of 64K', () => {
  const small = tableOf(ARM_LPAE_16K_CONTIGUOUS, 48)
  assert.equal(small.mapRange(0, GIB, 3 * GIB, BUFFER, new Mapped()), 0)
  assert.equal(small.mapRange(4 * GIB, GIB, 2 * MIB, BUFFER, new Mapped()), 0)
  assert.deepEqual(
    leaves(small).map((leaf) => leaf[2]),
    [GIB, GIB, GIB, 2 * MIB],
  )
  assert.equal(walk(small, 4 * GIB + 2 * MIB - 16 * KIB).at(-1), '100000401fcf47')
  const large = tableOf(ARM_LPAE_64K_CONTIGUOUS, 52)
  assert.equal(large.mapRange(0, 0xa123456600000, 2 * MIB, BUFFER, new Mapped()), 0)
  assert.equal(walk(large, 64 * KIB).at(-1), '1012345661af47')
  assert.deepEqual(leaves(large), [[0, 0xa123456600000, 2 * MIB]])
})

test('AMD: next level 7, and as many ones below the address as the size has bits above 8K', () => {
  const table = tableOf(AMD_V1_CONTIGUOUS, 48)
  const sizes = [8 * KIB, 16 * KIB, 64 * KIB, MIB, 4 * MIB, 512 * MIB]
  sizes.forEach((size, nth) => {
    table.mapPages(nth * GIB, 0xf123480000000, size, 1, BUFFER, new Mapped())
    assert.equal(walk(table, nth * GIB).at(-1), walk(table, nth * GIB + size - 4 * KIB).at(-1))
    assert.equal(table.iovaToPhys(nth * GIB + size - 1), 0xf123480000000 + size - 1)
  })
  assert.deepEqual(
    sizes.map((_, nth) => walk(table, nth * GIB).at(-1)),
    [
      '700f123480000e01',
      '700f123480001e01',
      '700f123480007e01',
      '700f12348007fe01',
      '700f1234801ffe01',
      '700f12348ffffe01',
    ],
  )
  assert.deepEqual(
    leaves(table).map((leaf) => leaf[2]),
    sizes,
  )
})

test('a leaf whose entries disagree is seen as they are', () => {
  const table = tableOf(ARM_LPAE_4K_CONTIGUOUS, 48)
  table.mapPages(0, 64 * KIB, 64 * KIB, 1, BUFFER, new Mapped())
  table.memory.words[table.tableAt(Number.parseInt(walk(table, 0)[2], 16)) + 2 * 5] += 4 * KIB
  assert.equal(leaves(table).length, 16)
})

for (const format of [ARM_LPAE_4K_CONTIGUOUS, AMD_V1_CONTIGUOUS]) {
  test(`${format.name}: a part of a leaf stays, and a leaf in the way of one entry is met`, () => {
    const table = tableOf(format, 48)
    table.mapRange(0, GIB, 128 * KIB, BUFFER, new Mapped())
    const before = leaves(table)
    const mapped = new Mapped()
    assert.equal(table.mapPages(64 * KIB, 0, 64 * KIB, 1, BUFFER, mapped), -EEXIST)
    assert.equal(mapped.bytes, 0)
    for (const [iova, size] of [
      [0, 4 * KIB],
      [4 * KIB, 124 * KIB],
      [60 * KIB, 4 * KIB],
    ]) {
      assert.equal(unmap(table, iova, size), 0)
    }
    assert.deepEqual(leaves(table), before)
    assert.equal(unmap(table, 0, 128 * KIB), 128 * KIB)
    assert.deepEqual(leaves(table), [])
  })

  test(`${format.name}: a part at its start takes it, where blocks go whole`, () => {
    const table = tableOf(format, 48, true, TABLE_PATHS['clear-first'])
    table.mapPages(0, GIB, 64 * KIB, 1, BUFFER, new Mapped())
    assert.equal(unmap(table, 4 * KIB, 60 * KIB), 0)
    assert.equal(unmap(table, 0, 4 * KIB), 64 * KIB)
    assert.deepEqual(leaves(table), [])
  })
}
