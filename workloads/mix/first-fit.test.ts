import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { InputError } from '../../engines/contract/index.js'
import { FirstFit } from './first-fit.js'

const wanted = (bytes: number, alignment: number, residue: number) => ({
  bytes,
  alignment,
  residue,
})

test('the lowest place that fits is taken', () => {
  const space = new FirstFit(100, 200)
  assert.equal(space.take(wanted(10, 1, 0)), 100)
  assert.equal(space.take(wanted(10, 1, 0)), 110)
  assert.equal(space.take(wanted(10, 1, 0)), 120)
  space.give(110)
  assert.equal(space.take(wanted(11, 1, 0)), 130, 'a hole that is too small is passed')
  assert.equal(space.take(wanted(4, 1, 0)), 110)
  assert.equal(space.take(wanted(4, 1, 0)), 114)
})

test('places lie as asked', () => {
  const space = new FirstFit(100, 1000)
  assert.equal(space.take(wanted(8, 64, 0)), 128)
  assert.equal(space.take(wanted(8, 64, 60)), 188)
  assert.equal(space.take(wanted(8, 4, 0)), 100)
})

test('what does not fit, or was not taken, is refused', () => {
  const space = new FirstFit(0, 4096)
  space.take(wanted(4096, 1, 0))
  assert.throws(
    () => space.take(wanted(4096, 1, 0)),
    (error) =>
      error instanceof InputError &&
      error.message === '4K more do not fit the address space; let fewer buffers live at once',
  )
  assert.throws(() => space.give(1), RangeError)
})

test('what is taken overlaps nothing that is', () => {
  const request = fc.record({
    bytes: fc.integer({ min: 1, max: 20 }),
    alignment: fc.constantFrom(1, 2, 8, 32),
    residue: fc.nat(31),
    give: fc.option(fc.nat(100)),
  })
  fc.assert(
    fc.property(fc.array(request, { maxLength: 40 }), (requests) => {
      const space = new FirstFit(1000, 10000)
      const taken: Array<{ start: number; end: number }> = []
      for (const { bytes, alignment, residue, give } of requests) {
        const start = space.take(wanted(bytes, alignment, residue % alignment))
        assert.equal(start % alignment, residue % alignment)
        assert.ok(start >= 1000)
        assert.ok(taken.every((other) => other.end <= start || other.start >= start + bytes))
        taken.push({ start, end: start + bytes })
        if (give !== null) {
          const [gone] = taken.splice(give % taken.length, 1)
          space.give(gone.start)
        }
      }
    }),
  )
})

test('each is the lowest that fits, after requests like it and after ranges that came back', () => {
  const request = fc.record({
    bytes: fc.constantFrom(3, 8),
    alignment: fc.constantFrom(1, 8),
    give: fc.option(fc.nat(100)),
  })
  fc.assert(
    fc.property(fc.array(request, { maxLength: 60 }), (requests) => {
      const space = new FirstFit(1000, 10000)
      const taken: Array<{ start: number; end: number }> = []
      for (const { alignment, bytes, give } of requests) {
        const free = [1000, ...taken.map(({ end }) => end)]
          .map((from) => Math.ceil(from / alignment) * alignment)
          .filter((at) => taken.every(({ end, start }) => end <= at || start >= at + bytes))
        const start = space.take(wanted(bytes, alignment, 0))
        assert.equal(start, Math.min(...free))
        taken.push({ start, end: start + bytes })
        if (give !== null) {
          const [gone] = taken.splice(give % taken.length, 1)
          space.give(gone.start)
        }
      }
    }),
  )
})
