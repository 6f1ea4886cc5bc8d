import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  FAILING_AT,
  type FailingAt,
  InputError,
  KIB,
  MIB,
  PAGE,
} from '../../engines/contract/index.js'
import { assertClosed, runOnEngines } from '../testing.js'
import type { RollbackOptions } from './buffer.js'
import { rollbackCell } from './cell.js'

const PLAIN: RollbackOptions = {
  bufferBytes: 4 * MIB,
  pageSizes: ['4K'],
  error: 'EEXIST',
  at: 'mid-run',
  mode: 'coherent-strict',
}
const BLOCKS = { pageSizes: ['4K', '2M'] } as const
const NO_MEMORY = { error: 'ENOMEM' } as const

/** The number of the failing page, and of the buffer's pages. */
function placeOf(options: Partial<RollbackOptions>): Array<number | undefined> {
  const { failing } = rollbackCell({ ...PLAIN, ...options })
  return [failing?.page, failing?.pages]
}

test('ids, titles and fields', () => {
  const { compile: _, domain, ...cell } = rollbackCell({ ...PLAIN, mode: 'non-coherent' })
  assert.deepEqual(cell, {
    id: 'rollback:4M@4K/EEXIST/mid-run/non-coherent',
    title:
      '4M map that fails with -EEXIST in the middle of its first run, 4K pages, non-coherent walker',
    workload: 'rollback',
    mode: 'non-coherent',
    bufferBytes: 4 * MIB,
    failing: { error: 'EEXIST', at: 'mid-run', page: 256, pages: 1024 },
    ops: ['map'],
    maxSlots: 1024,
  })
  assert.equal(domain.maxTables, undefined)
  assert.equal(
    rollbackCell({ ...PLAIN, ...BLOCKS, at: 'second-size' }).id,
    'rollback:4M@4K+2M/EEXIST/second-size',
  )
})

test('where -EEXIST strikes', () => {
  assert.deepEqual(placeOf({ at: 'first-page' }), [0, 1024])
  assert.deepEqual(placeOf({ at: 'mid-run' }), [256, 1024])
  assert.deepEqual(placeOf({ at: 'mid-run', bufferBytes: 64 * KIB }), [8, 16])
  assert.deepEqual(placeOf({ at: 'table-end' }), [512, 1024])
  assert.deepEqual(placeOf({ at: 'second-size', ...BLOCKS }), [511, 1024])
})

test('where -ENOMEM strikes', () => {
  assert.deepEqual(placeOf({ ...NO_MEMORY, at: 'first-page' }), [0, 1024])
  assert.deepEqual(placeOf({ ...NO_MEMORY, at: 'table-end' }), [511, 1024])
  const tail = { ...NO_MEMORY, ...BLOCKS, at: 'second-size', bufferBytes: 5 * MIB } as const
  assert.deepEqual(placeOf(tail), [1024, 1280])
})

test('a place that is not there is refused', () => {
  const refused = (options: Partial<RollbackOptions>, message: RegExp) =>
    assert.throws(
      () => rollbackCell({ ...PLAIN, ...options }),
      (error) => error instanceof InputError && message.test(error.message),
    )
  refused({ ...NO_MEMORY, at: 'mid-run' }, /mid-run cannot fail with ENOMEM: memory is requested/)
  refused(
    { bufferBytes: 4 * KIB },
    /mid-run with EEXIST has no place in a buffer of 4K with 4K pages/,
  )
  refused({ bufferBytes: 2 * MIB, at: 'table-end' }, /table-end .* take more than 2M at 4K/)
  refused({ at: 'second-size' }, /it has pages of one size; take page sizes 4K\+2M, and 4M or 5M/)
  refused({ ...BLOCKS, ...NO_MEMORY, at: 'second-size' }, /it has pages of one size/)
  refused({ ...NO_MEMORY, bufferBytes: 1024 * MIB, at: 'first-page' }, /1G is too large for ENOMEM/)
  const wide = { ...NO_MEMORY, ...BLOCKS, bufferBytes: 3073 * MIB, at: 'second-size' } as const
  refused(wide, /3073M is too large for ENOMEM at second-size: it leaves no room for the pages/)
  refused({ bufferBytes: 6000 }, /no multiple of the smallest page/)
})

test('a page of another buffer is in the way in every slot, and goes', () => {
  const tape = rollbackCell(PLAIN).compile(2)
  assert.deepEqual(tape.phases, [
    { op: 'map', timed: false, from: 0, to: 2 },
    { op: 'map', timed: true, from: 2, to: 4 },
    { op: 'unmap', timed: false, from: 4, to: 6 },
  ])
  assert.deepEqual([...tape.error], [0, 0, -17, -17, 0, 0])
  for (const slot of [0, 1]) {
    assert.equal(tape.iova[slot], tape.iova[2 + slot] + 256 * PAGE)
    assert.notEqual(tape.paddr[slot], tape.paddr[2 + slot] + 256 * PAGE)
    assert.equal(tape.iova[4 + slot], tape.iova[slot])
  }
})

test('a buffer that begins a page late shares no table with the next', () => {
  const { iova } = rollbackCell({ ...PLAIN, ...BLOCKS, at: 'second-size' }).compile(2)
  assert.equal(iova[3] - iova[2], 8 * MIB)
})

test('-ENOMEM cells have one length, of about as many leaves', () => {
  const buffers = (options: Partial<RollbackOptions>) => {
    const cell = rollbackCell({ ...PLAIN, ...NO_MEMORY, ...options })
    assert.equal(cell.maxSlots, 1)
    const { from, to } = cell.compile(1).phases[1]
    return to - from
  }
  assert.equal(buffers({ at: 'first-page' }), 4096)
  assert.equal(buffers({ at: 'table-end' }), 32)
  assert.equal(buffers({ ...BLOCKS, at: 'second-size', bufferBytes: 5 * MIB }), 2048)
})

const CASES: Array<Partial<RollbackOptions>> = [
  ...(['first-page', 'mid-run', 'table-end'] as const).map((at) => ({ at })),
  { at: 'second-size', ...BLOCKS },
  { at: 'mid-run', bufferBytes: 64 * KIB, mode: 'coherent-lazy' },
  { at: 'first-page', ...BLOCKS },
]

test('on every engine a map fails with -EEXIST, in every cycle, and leaves nothing', () => {
  for (const options of CASES) {
    const cell = rollbackCell({ ...PLAIN, ...options })
    const { page } = cell.failing ?? assert.fail()
    for (const { engine, counts } of runOnEngines(cell, 3)) {
      if (!engine.startsWith('ts/per-page')) continue
      for (const [{ pageLeaves }] of counts) {
        assert.equal(pageLeaves, 3 * page, `${cell.id} on ${engine}`)
      }
    }
  }
})

const NO_MEMORY_CASES: Array<Partial<RollbackOptions> & { leaves: number }> = [
  { at: 'first-page', leaves: 0 },
  { at: 'table-end', leaves: 511 },
  { at: 'table-end', bufferBytes: 64 * MIB, leaves: 511 },
  { at: 'table-end', mode: 'coherent-lazy', leaves: 511 },
  { at: 'table-end', ...BLOCKS, bufferBytes: 2 * MIB, leaves: 511 },
  { at: 'second-size', ...BLOCKS, bufferBytes: 5 * MIB, leaves: 2 },
  { at: 'second-size', pageSizes: ['4K', '2M', '1G'], bufferBytes: 1028 * MIB, leaves: 1 },
  { at: 'first-page', ...BLOCKS, leaves: 0 },
]

test('on every engine a map fails with -ENOMEM at the same page, in every cycle', () => {
  for (const { leaves, ...options } of NO_MEMORY_CASES) {
    const cell = rollbackCell({ ...PLAIN, ...NO_MEMORY, ...options })
    const { from, to } = cell.compile(1).phases[1]
    for (const { engine, counts } of runOnEngines(cell, 1)) {
      for (const [{ pageLeaves = 0, blockLeaves = 0, ...others }] of counts) {
        const { leafClears, tableAllocs, tableFrees } = others
        const written = leaves * (to - from)
        assert.deepEqual(
          { written: pageLeaves + blockLeaves, leafClears, tableAllocs, tableFrees },
          { written, leafClears: written, tableAllocs: 0, tableFrees: 0 },
          `${cell.id} on ${engine}`,
        )
      }
    }
  }
})

test('tapes are closed, whatever the buffer and the place', () => {
  const options = fc.record({
    pages: fc.integer({ min: 1, max: 4000 }),
    blocks: fc.boolean(),
    at: fc.constantFrom<FailingAt>(...FAILING_AT),
    error: fc.constantFrom('EEXIST' as const, 'ENOMEM' as const),
    slots: fc.integer({ min: 1, max: 4 }),
  })
  let made = 0
  fc.assert(
    fc.property(options, ({ pages, blocks, at, error, slots }) => {
      const changes = { bufferBytes: pages * PAGE, at, error, ...(blocks ? BLOCKS : {}) }
      let cell: ReturnType<typeof rollbackCell>
      try {
        cell = rollbackCell({ ...PLAIN, ...changes })
      } catch (refusal) {
        assert.ok(refusal instanceof InputError)
        return
      }
      made++
      const tape = cell.compile(slots)
      if (error === 'EEXIST') assertClosed(tape)
      const { page, pages: all } = cell.failing ?? assert.fail()
      assert.ok(page >= 0 && page < all)
      assert.equal(all, pages)
    }),
    { numRuns: 200 },
  )
  assert.ok(made > 50, 'too few cells were made to prove anything')
})
