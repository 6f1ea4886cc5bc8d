import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { GIB, KIB, MIB } from '../contract/index.js'
import { PageRun, pickPageRun, pickPageSize } from './page-size.js'

const SEED = 1
const RUNS = 4000

/** Sizes of real formats and of none: what matters is that they are powers of two. */
const SIZES = [4 * KIB, 16 * KIB, 64 * KIB, MIB, 2 * MIB, 32 * MIB, GIB]

/** Tries all sizes from the largest. */
function bruteForce(bitmap: number, iova: number, paddr: number, size: number): number {
  const fits = (page: number) =>
    (bitmap & page) !== 0 && page <= size && iova % page === 0 && paddr % page === 0
  return SIZES.findLast(fits) ?? 0
}

/** The do/while of the RFC's first posting: counts pages one by one, as long as the same size is picked. */
function countByOne(bitmap: number, iova: number, paddr: number, size: number) {
  const pgsize = bruteForce(bitmap, iova, paddr, size)
  let count = 0
  let done = 0
  do {
    count++
    done += pgsize
  } while (done < size && bruteForce(bitmap, iova + done, paddr + done, size - done) === pgsize)
  return { pgsize, count }
}

/** Operations whose parts are multiples of the smallest page size, near and at boundaries of all sizes. */
const OPERATION = fc
  .record({
    sizes: fc.subarray(SIZES, { minLength: 1 }),
    highIova: fc.nat(2 ** 17 - 1),
    highPaddr: fc.nat(2 ** 17 - 1),
    iova: fc.nat(2 ** 19),
    paddr: fc.oneof(fc.constant(0), fc.constantFrom(...SIZES), fc.nat(2 ** 19)),
    boundary: fc.constantFrom(...SIZES),
    before: fc.nat(40),
    pages: fc.oneof(fc.nat(40), fc.nat(3000)),
    blocks: fc.nat(3),
  })
  .map(({ sizes, highIova, highPaddr, iova, paddr, boundary, before, pages, blocks }) => {
    const bitmap = sizes.reduce((all, size) => all | size, 0)
    const smallest = Math.min(...sizes)
    const multiple = (bytes: number) => Math.floor(bytes / smallest) * smallest
    const at = Math.floor((iova * 4 * KIB) / boundary) * boundary - before * smallest
    const start = highIova * 2 * GIB + Math.max(0, multiple(at))
    // Half of the offsets are those of the iova, plus one page size or none: co-aligned up to that size.
    const offset = paddr === 0 || SIZES.includes(paddr) ? start + paddr : paddr * 4 * KIB
    return {
      bitmap,
      iova: start,
      paddr: multiple(highPaddr * 2 * GIB + offset),
      size:
        multiple(boundary <= pages * smallest * 64 ? blocks * boundary : 0) +
        (pages + 1) * smallest,
    }
  })

test('a page size is the largest that fits iova, paddr and size', () => {
  fc.assert(
    fc.property(OPERATION, ({ bitmap, iova, paddr, size }) => {
      assert.equal(pickPageSize(bitmap, iova, paddr, size), bruteForce(bitmap, iova, paddr, size))
    }),
    { numRuns: RUNS, seed: SEED },
  )
})

test('no page size fits what is less aligned or smaller than the smallest', () => {
  assert.equal(pickPageSize(2 * MIB, 4 * KIB, 0, 4 * MIB), 0)
  assert.equal(pickPageSize(2 * MIB, 0, 4 * KIB, 4 * MIB), 0)
  assert.equal(pickPageSize(2 * MIB, 0, 0, MIB), 0)
})

test('size and count of a run are those of counting one page after the other', () => {
  const run = new PageRun()
  fc.assert(
    fc.property(OPERATION, ({ bitmap, iova, paddr, size }) => {
      pickPageRun(bitmap, iova, paddr, size, run)
      assert.deepEqual({ ...run }, countByOne(bitmap, iova, paddr, size))
    }),
    { numRuns: RUNS, seed: SEED },
  )
})

test('run after run, nothing is left over and nothing is passed', () => {
  const run = new PageRun()
  fc.assert(
    fc.property(OPERATION, ({ bitmap, iova, paddr, size }) => {
      let done = 0
      while (done < size) {
        pickPageRun(bitmap, iova + done, paddr + done, size - done, run)
        assert.ok(run.count > 0)
        done += run.pgsize * run.count
      }
      assert.equal(done, size)
    }),
    { numRuns: RUNS, seed: SEED },
  )
})

test("the cover letters' example: 4M at 0 is one run of two 2M pages", () => {
  const run = new PageRun()
  pickPageRun((4 * KIB) | (2 * MIB) | GIB, 0, 0, 4 * MIB, run)
  assert.deepEqual({ ...run }, { pgsize: 2 * MIB, count: 2 })
})

test("generic_pt's mixed example is 14 x 2M, 3 x 1G and 3 x 2M", () => {
  const run = new PageRun()
  const runs: Array<[number, number]> = []
  const end = 0x4c0600000000 / 2 ** 12
  for (let iova = 0x3fe400000000 / 2 ** 12; iova < end; iova += run.pgsize * run.count) {
    pickPageRun((4 * KIB) | (2 * MIB) | GIB, iova, iova, end - iova, run)
    runs.push([run.pgsize, run.count])
  }
  assert.deepEqual(runs, [
    [2 * MIB, 14],
    [GIB, 3],
    [2 * MIB, 3],
  ])
})
