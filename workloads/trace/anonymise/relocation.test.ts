import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Regions } from '../columns/regions.js'
import { relocate } from './relocation.js'

const PAGE = 4096

function regionsOf(ranges: ReadonlyArray<readonly [page: number, pages: number]>): Regions {
  const regions = new Regions()
  for (const [page, pages] of ranges) regions.cover(page * PAGE, (page + pages) * PAGE)
  return regions
}

/** The largest power of two that divides it, at most 1G. */
function alignmentOf(address: number): number {
  const low = address % 2 ** 30
  return low === 0 ? 2 ** 30 : low & -low
}

test('ranges stay whole and aligned, none come to touch or to be where one was', () => {
  const range = fc.tuple(fc.nat({ max: 5000 }), fc.integer({ min: 1, max: 600 }))
  const coin = fc.infiniteStream(fc.boolean())
  fc.assert(
    fc.property(fc.array(range, { minLength: 1, maxLength: 20 }), coin, (ranges, coins) => {
      const before = regionsOf(ranges)
      const to = relocate(before, before, () => coins.next().value)
      assert.ok(to)
      const after = new Regions()
      for (const { start, end } of before.list()) {
        assert.equal(to(end - PAGE) - to(start), end - PAGE - start)
        assert.equal(alignmentOf(to(start)), alignmentOf(start))
        assert.equal(before.overlapping(to(start), to(start) + end - start), undefined)
        after.cover(to(start), to(start) + end - start)
      }
      assert.deepEqual([after.count, after.bytes], [before.count, before.bytes])
    }),
    { numRuns: 50 },
  )
})

test('where nothing is free there is no other place', () => {
  const all = regionsOf([[0, 2 ** 27]])
  assert.equal(
    relocate(all, all, () => true),
    undefined,
  )
})
