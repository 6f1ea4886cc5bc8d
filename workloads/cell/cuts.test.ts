import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { GIB, KIB, MIB } from '../../engines/contract/index.js'
import { PageRun, pickPageRun } from '../../engines/core/page-size.js'
import { cutsOf } from './cuts.js'
import { pgsizeBitmapOf } from './domain.js'

const PAGE_SIZES = ['4K', '2M', '1G'] as const
const BITMAP = pgsizeBitmapOf(PAGE_SIZES)

/** Cuts without their tables. */
function sizesAndCounts(bitmap: number, iova: number, paddr: number, size: number) {
  return cutsOf(bitmap, iova, paddr, size).map(({ pgsize, count }) => [pgsize, count])
}

test("the cover letters' example: 4M at 0 is one run of two 2M pages", () => {
  assert.deepEqual(cutsOf(BITMAP, 0, 0, 4 * MIB), [
    { pgsize: 2 * MIB, count: 2, tables: [{ index: 0, count: 2 }] },
  ])
})

test("generic_pt's mixed example is 14 x 2M, 3 x 1G and 3 x 2M", () => {
  const iova = GIB - 28 * MIB
  assert.deepEqual(sizesAndCounts(BITMAP, iova, iova, 3 * GIB + 34 * MIB), [
    [2 * MIB, 14],
    [GIB, 3],
    [2 * MIB, 3],
  ])
})

test('a run ends where one larger page fits behind it, and goes on where it just does not', () => {
  const head = 2 * MIB - 8 * KIB
  assert.deepEqual(sizesAndCounts(BITMAP, head, head, 2 * MIB + 8 * KIB), [
    [4 * KIB, 2],
    [2 * MIB, 1],
  ])
  assert.deepEqual(sizesAndCounts(BITMAP, head, head, 2 * MIB + 4 * KIB), [[4 * KIB, 513]])
})

test('a run is reported table by table', () => {
  const [cut] = cutsOf(pgsizeBitmapOf(['4K']), 2 * MIB + 4 * KIB, 0, 4 * MIB)
  assert.equal(cut.count, 1024)
  assert.deepEqual(cut.tables, [
    { index: 1, count: 511 },
    { index: 0, count: 512 },
    { index: 0, count: 1 },
  ])
})

test('cuts are those of the engines', () => {
  const operation = fc.record({
    pageSizes: fc.subarray([...PAGE_SIZES], { minLength: 1 }),
    iova: fc.nat(600),
    paddr: fc.nat(600),
    boundary: fc.constantFrom(4 * KIB, 2 * MIB, GIB),
    before: fc.nat(20),
    pages: fc.integer({ min: 1, max: 3000 }),
    coAligned: fc.boolean(),
  })
  const run = new PageRun()
  fc.assert(
    fc.property(operation, ({ pageSizes, iova, paddr, boundary, before, pages, coAligned }) => {
      const bitmap = pgsizeBitmapOf(pageSizes)
      const page = bitmap & -bitmap
      const start = 4 * GIB + iova * boundary - before * page
      const first = start - (start % page)
      const memory = coAligned ? first : paddr * page
      const expected: number[][] = []
      for (let done = 0; done < pages * page; ) {
        pickPageRun(bitmap, first + done, memory + done, pages * page - done, run)
        expected.push([run.pgsize, run.count])
        done += run.pgsize * run.count
      }
      assert.deepEqual(sizesAndCounts(bitmap, first, memory, pages * page), expected)
    }),
    { numRuns: 500 },
  )
})

test('what is less aligned than the smallest page is refused', () => {
  assert.throws(() => cutsOf(BITMAP, 512, 0, 4 * KIB), RangeError)
})
