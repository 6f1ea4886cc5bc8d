import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { GIB, InputError, KIB, MAP, MIB, type Tape, UNMAP } from '../engines/contract/index.js'
import { MODES } from './cell.js'
import { PAGE_SIZES, smallestPage } from './domain.js'
import { IOVA_BASE, PADDR_BASE, type SweepOptions, sweepCell } from './sweep.js'

const PLAIN: SweepOptions = {
  bufferBytes: 64 * KIB,
  pageSizes: ['4K'],
  paddrOffset: 0,
  mode: 'coherent-strict',
}

test('ids and titles', () => {
  const named = (options: Partial<SweepOptions>) => {
    const { id, title } = sweepCell({ ...PLAIN, ...options })
    return `${id}: ${title}`
  }
  assert.equal(named({}), '64K@4K: 64K buffer, 4K pages')
  assert.equal(
    named({ bufferBytes: 64 * MIB, pageSizes: ['4K', '2M'] }),
    '64M@4K+2M: 64M buffer, 4K and 2M pages',
  )
  assert.equal(
    named({ bufferBytes: 2 * MIB, pageSizes: ['4K', '2M'], paddrOffset: 4 * KIB }),
    '2M@4K+2M~4K: 2M buffer, 4K and 2M pages, paddr off by 4K',
  )
  assert.equal(named({ mode: 'coherent-lazy' }), '64K@4K/lazy: 64K buffer, 4K pages, lazy')
  assert.equal(
    named({ mode: 'non-coherent' }),
    '64K@4K/non-coherent: 64K buffer, 4K pages, non-coherent walker',
  )
})

test('two slots, mapped and then unmapped', () => {
  const tape = sweepCell({ ...PLAIN, paddrOffset: 4 * KIB }).compile(2)
  assert.deepEqual(tape.phases, [
    { op: 'map', timed: true, from: 0, to: 2 },
    { op: 'unmap', timed: true, from: 2, to: 4 },
  ])
  assert.deepEqual([...tape.op], [MAP, MAP, UNMAP, UNMAP])
  const second = IOVA_BASE + 64 * KIB
  assert.deepEqual([...tape.iova], [IOVA_BASE, second, IOVA_BASE, second])
  const paddr = PADDR_BASE + 4 * KIB
  assert.deepEqual([...tape.paddr], [paddr, paddr + 64 * KIB, 0, 0])
  assert.deepEqual([...tape.size], Array(4).fill(64 * KIB))
})

test('a buffer of odd size lies at its natural alignment', () => {
  const tape = sweepCell({ ...PLAIN, bufferBytes: 12 * KIB }).compile(2)
  assert.deepEqual([...tape.iova.slice(0, 2)], [IOVA_BASE, IOVA_BASE + 16 * KIB])
})

test('slots are limited', () => {
  const cell = sweepCell({ ...PLAIN, bufferBytes: GIB })
  assert.equal(cell.maxSlots, 4)
  for (const slots of [0, 5, 1.5, Number.NaN]) {
    assert.throws(() => cell.compile(slots), /slots .* are not in 1 to 4/)
  }
  assert.equal(sweepCell({ ...PLAIN, bufferBytes: 16 * GIB }).maxSlots, 1)
  assert.equal(sweepCell({ ...PLAIN, bufferBytes: 4 * KIB }).maxSlots, 65536)
})

test('what does not fit is refused', () => {
  const refused = (options: Partial<SweepOptions>, message: RegExp) =>
    assert.throws(
      () => sweepCell({ ...PLAIN, ...options }),
      (error) => error instanceof InputError && message.test(error.message),
    )
  refused({ bufferBytes: 6000 }, /buffer 6000 is no multiple of the smallest page, 4K/)
  refused({ paddrOffset: 512 }, /paddr offset 512 is no multiple/)
  refused({ bufferBytes: 0 }, /buffer 0 is out of range/)
  refused({ bufferBytes: 128 * GIB }, /buffer 128G is out of range: 4K to 64G/)
  refused({ paddrOffset: -4096 }, /paddr offset -4096 is out of range/)
  refused({ pageSizes: ['2M'] }, /buffer 64K is no multiple of the smallest page, 2M/)
})

/** Start and end of every operation of the first phase. */
function ranges(starts: Float64Array, tape: Tape): Array<[number, number]> {
  const count = tape.phases[0]?.to ?? 0
  return Array.from({ length: count }, (_, at) => [
    starts[at] ?? Number.NaN,
    (starts[at] ?? Number.NaN) + (tape.size[at] ?? Number.NaN),
  ])
}

test('slots are disjoint, aligned and inside the address space', () => {
  const options = fc.record({
    pages: fc.integer({ min: 1, max: 5000 }),
    pageSizes: fc.subarray([...PAGE_SIZES], { minLength: 1 }),
    offsetPages: fc.integer({ min: 0, max: 100 }),
    mode: fc.constantFrom(...MODES),
    slots: fc.integer({ min: 1, max: 20 }),
  })
  fc.assert(
    fc.property(options, ({ pages, pageSizes, offsetPages, mode, slots }) => {
      const page = pageSizes.includes('4K') ? 4 * KIB : pageSizes.includes('2M') ? 2 * MIB : GIB
      const bufferBytes = Math.min(pages * page, 64 * GIB)
      const paddrOffset = Math.min(offsetPages * page, 64 * GIB)
      const cell = sweepCell({ bufferBytes, pageSizes, paddrOffset, mode })
      assert.equal(smallestPage(cell.domain.pgsizeBitmap), page)
      const tape = cell.compile(Math.min(slots, cell.maxSlots))
      for (const [starts, bits] of [
        [tape.iova, cell.domain.ias],
        [tape.paddr, cell.domain.oas],
      ] as const) {
        let previous = 0
        for (const [start, end] of ranges(starts, tape)) {
          assert.ok(start >= previous && end <= 2 ** bits)
          assert.equal(start % page, 0)
          previous = end
        }
      }
      const [map, unmap] = tape.phases
      assert.deepEqual(tape.iova.slice(map?.from, map?.to), tape.iova.slice(unmap?.from, unmap?.to))
    }),
    { numRuns: 100 },
  )
})
