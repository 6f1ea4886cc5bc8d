import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { joined, Regions } from './regions.js'

test('regions stay as they were added, in order', () => {
  const regions = new Regions()
  regions.add(8, 12)
  regions.add(0, 4)
  regions.add(4, 8)
  assert.deepEqual(regions.list(), [
    { start: 0, end: 4 },
    { start: 4, end: 8 },
    { start: 8, end: 12 },
  ])
  assert.equal(regions.bytes, 12)
  assert.equal(regions.count, 3)
})

test('neighbours do not overlap', () => {
  const regions = new Regions()
  regions.add(4, 8)
  assert.equal(regions.overlapping(0, 4), undefined)
  assert.equal(regions.overlapping(8, 12), undefined)
  assert.deepEqual(regions.overlapping(7, 12), { start: 4, end: 8 })
})

test('removing inside a region leaves both ends', () => {
  const regions = new Regions()
  regions.add(0, 10)
  assert.deepEqual(regions.remove(3, 5), [{ start: 3, end: 5 }])
  assert.deepEqual(regions.list(), [
    { start: 0, end: 3 },
    { start: 5, end: 10 },
  ])
})

test('regions that touch are joined', () => {
  assert.deepEqual(
    joined([
      { start: 0, end: 2 },
      { start: 2, end: 3 },
      { start: 5, end: 6 },
    ]),
    [
      { start: 0, end: 3 },
      { start: 5, end: 6 },
    ],
  )
})

test('covering joins what overlaps and what touches', () => {
  const regions = new Regions()
  regions.cover(4, 8)
  regions.cover(12, 16)
  regions.cover(5, 6)
  assert.deepEqual(regions.list(), [
    { start: 4, end: 8 },
    { start: 12, end: 16 },
  ])
  regions.cover(8, 13)
  assert.deepEqual(regions.list(), [{ start: 4, end: 16 }])
  assert.equal(regions.bytes, 12)
})

test('many regions are found, taken and listed as few are', () => {
  const regions = new Regions()
  const order = Array.from({ length: 3000 }, (_, at) => (at * 1009) % 3000)
  for (const at of order) regions.add(at * 10, at * 10 + 8)
  assert.equal(regions.count, 3000)
  assert.ok(regions.list().every(({ start }, at) => start === at * 10))
  assert.equal(regions.overlapping(15_238, 15_240), undefined)
  assert.deepEqual(regions.overlapping(15_236, 15_240), { start: 15_230, end: 15_238 })
  assert.equal(regions.touching(5, 25_005).length, 2501)
  assert.equal(regions.remove(5, 25_005).length, 2501)
  assert.deepEqual([regions.count, regions.bytes], [501, 499 * 8 + 5 + 3])
  assert.deepEqual(regions.list()[1], { start: 25_005, end: 25_008 })
})

test('adding and removing agree with a set of units', () => {
  const step = fc.record({
    remove: fc.boolean(),
    start: fc.nat({ max: 40 }),
    length: fc.integer({ min: 1, max: 12 }),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const regions = new Regions()
      const units = new Set<number>()
      for (const { remove, start, length } of steps) {
        const own = Array.from({ length }, (_, at) => start + at)
        const mapped = own.filter((unit) => units.has(unit))
        assert.equal(regions.overlapping(start, start + length) !== undefined, mapped.length > 0)
        if (remove) {
          const removed = regions.remove(start, start + length)
          assert.equal(
            removed.reduce((sum, part) => sum + part.end - part.start, 0),
            mapped.length,
          )
          for (const unit of own) units.delete(unit)
        } else if (mapped.length === 0) {
          regions.add(start, start + length)
          for (const unit of own) units.add(unit)
        }
        assert.equal(regions.bytes, units.size)
        const listed = regions
          .list()
          .flatMap((part) =>
            Array.from({ length: part.end - part.start }, (_, at) => part.start + at),
          )
        assert.deepEqual(
          listed,
          [...units].sort((a, b) => a - b),
        )
      }
    }),
  )
})
