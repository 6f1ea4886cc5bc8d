import assert from 'node:assert/strict'
import { test } from 'node:test'
import { EEXIST, GIB, MIB } from '../contract/index.js'
import { Gather, Mapped } from '../driver/index.js'
import { BUFFER, tableOf, walk } from '../table/formats/testing.js'
import { PAGES_4K } from '../testing.js'
import { FORMAT, table as paths } from './contiguous.js'

const PLAIN = '40000f47'
/** Bit 52. */
const HINTED = '10000040000f47'

function mapped(iova: number, paddr: number, pages: number) {
  const table = tableOf(FORMAT, 48, true, paths)
  const done = new Mapped()
  // As the core does: a call maps a part.
  for (let page = 0; page < pages; page = done.bytes / PAGES_4K) {
    const [at, to] = [iova, paddr].map((begin) => begin + done.bytes)
    assert.equal(table.mapPages(at, to, PAGES_4K, pages - page, BUFFER, done), 0)
  }
  return table
}

/** Which of the first pages have the hint, as `-` and `c`, up to one that is not mapped. */
function hints(table: ReturnType<typeof mapped>, pages: number): string {
  return Array.from({ length: pages }, (_, page) => {
    const [entry = '0'] = walk(table, page * PAGES_4K).slice(-1)
    if (entry === '0') return '.'
    return ((BigInt(`0x${entry}`) >> 52n) & 1n) === 1n ? 'c' : '-'
  }).join('')
}

test('16 pages that are aligned in both address spaces have the hint, and lead where they led', () => {
  assert.equal(walk(mapped(0, GIB, 16), 0).at(-1), HINTED)
  assert.equal(walk(mapped(0, GIB, 15), 0).at(-1), PLAIN)
  assert.equal(hints(mapped(0, GIB + PAGES_4K, 16), 16), '-'.repeat(16))
  const table = mapped(14 * PAGES_4K, GIB + 14 * PAGES_4K, 20)
  assert.equal(hints(table, 36), `${'.'.repeat(14)}--${'c'.repeat(16)}--..`)
  for (const page of [14, 16, 31, 33]) {
    assert.equal(table.iovaToPhys(page * PAGES_4K + 5), GIB + page * PAGES_4K + 5)
  }
})

test('where some of the 16 are unmapped, the others lose the hint', () => {
  const table = mapped(0, GIB, 48)
  const gather = new Gather()
  gather.start(true)
  assert.equal(table.unmapPages(20 * PAGES_4K, PAGES_4K, 2, gather), 2 * PAGES_4K)
  assert.equal(hints(table, 48), `${'c'.repeat(16)}----..${'-'.repeat(10)}${'c'.repeat(16)}`)
  assert.equal(table.iovaToPhys(22 * PAGES_4K), GIB + 22 * PAGES_4K)
})

test('a page in the way leaves everything as it was', () => {
  const table = mapped(8 * PAGES_4K, GIB, 1)
  const progress = new Mapped()
  assert.equal(table.mapPages(0, 2 * MIB, PAGES_4K, 16, BUFFER, progress), -EEXIST)
  assert.equal(progress.bytes, 0)
  assert.equal(hints(table, 16), `${'.'.repeat(8)}-${'.'.repeat(7)}`)
})
