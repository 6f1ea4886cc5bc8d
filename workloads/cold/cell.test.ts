import assert from 'node:assert/strict'
import { test } from 'node:test'
import { InputError, KIB, MIB } from '../../engines/contract/index.js'
import { IOVA_BASE } from '../cell/place.js'
import { assertClosed, runOnEngines } from '../testing.js'
import { coldCell } from './cell.js'
import type { ColdOptions } from './entry.js'

const TABLES: ColdOptions = {
  kind: 'tables',
  bufferBytes: 4 * KIB,
  pageSizes: ['4K'],
  mode: 'coherent-strict',
  tableBytes: 64 * KIB,
}
const LATE: ColdOptions = {
  kind: 'late-unmap',
  bufferBytes: 64 * KIB,
  pageSizes: ['4K'],
  mode: 'coherent-strict',
}
const FIRST: ColdOptions = {
  kind: 'first-map',
  bufferBytes: 64 * KIB,
  pageSizes: ['4K', '2M'],
  mode: 'coherent-strict',
}

test('ids, titles and fields', () => {
  const { compile: _, domain, ...cell } = coldCell(LATE)
  assert.deepEqual(cell, {
    id: 'cold:late-unmap/64K@4K',
    title: '64K buffer, 4K pages, unmapped after the caches were filled with other memory',
    workload: 'cold',
    mode: 'coherent-strict',
    bufferBytes: 64 * KIB,
    alignment: 'aligned',
    cold: 'late-unmap',
    ops: ['unmap'],
    maxSlots: 65536,
  })
  assert.equal(domain.pgsizeBitmap, 0x1000)
  const { tableBytes: _default, ...tables } = TABLES
  assert.equal(coldCell(tables).id, 'cold:tables/4K@4K')
  assert.equal(coldCell(TABLES).id, 'cold:tables-64K/4K@4K')
  assert.equal(coldCell({ ...FIRST, mode: 'coherent-lazy' }).id, 'cold:first-map/64K@4K+2M/lazy')
})

test('buffers fill the tables asked for, 64K apart, in two random orders', () => {
  const tape = coldCell(TABLES).compile(1)
  assertClosed(tape)
  assert.deepEqual(tape.phases, [
    { op: 'map', timed: true, from: 0, to: 512 },
    { op: 'unmap', timed: true, from: 512, to: 1024 },
  ])
  const places = [...tape.iova].map((iova) => (iova - IOVA_BASE) / (64 * KIB))
  const maps = places.slice(0, 512)
  const unmaps = places.slice(512)
  const ascending = Array.from({ length: 512 }, (_, at) => at)
  assert.deepEqual(
    maps.toSorted((a, b) => a - b),
    ascending,
  )
  assert.notDeepEqual(maps, ascending)
  assert.notDeepEqual(unmaps, maps)
  for (const { counts } of runOnEngines(coldCell(TABLES), 1)) {
    const [[{ tableAllocs = 0 }]] = counts
    assert.ok(tableAllocs >= 16, '64K of tables are 16')
  }
})

test('an unmap comes after the eviction, and the map before it is not timed', () => {
  const tape = coldCell(LATE).compile(2)
  assertClosed(tape)
  assert.deepEqual(tape.phases, [
    { op: 'map', timed: false, from: 0, to: 2 },
    { op: 'unmap', timed: true, from: 2, to: 4, evictBytes: 64 * MIB },
  ])
  runOnEngines(coldCell(LATE), 2)
})

test('each map is the first into its table, in every cycle, on every engine', () => {
  for (const options of [FIRST, { ...FIRST, bufferBytes: 4 * KIB }]) {
    const cell = coldCell(options)
    assertClosed(cell.compile(3))
    for (const { engine, counts } of runOnEngines(cell, 3)) {
      const [, ...steady] = counts
      for (const [{ tableAllocs }] of steady) assert.equal(tableAllocs, 3, engine)
    }
  }
})

test('what does not fit its kind is refused', () => {
  const refused = (options: ColdOptions, message: RegExp) =>
    assert.throws(
      () => coldCell(options),
      (error) => error instanceof InputError && message.test(error.message),
    )
  refused({ ...TABLES, tableBytes: 2 * KIB }, /tables of 2K are out of range: 4K to 256M/)
  refused({ ...TABLES, tableBytes: 4 * KIB, bufferBytes: 4 * MIB }, /no whole number of buffers/)
  refused({ ...FIRST, pageSizes: ['4K'] }, /add 2M to the page sizes/)
  refused({ ...FIRST, bufferBytes: 2 * MIB }, /buffer 2M fills its table/)
  refused({ ...LATE, bufferBytes: 6000 }, /no multiple of the smallest page/)
  assert.throws(() => coldCell(FIRST).compile(4096), /are not in 1 to 2048/)
})
