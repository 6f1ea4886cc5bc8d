import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { GIB, InputError, KIB, MIB, MODES, type Tape, UNMAP } from '../../engines/contract/index.js'
import { cutsOf } from '../cell/cuts.js'
import { assertClosed, runOnEngines } from '../testing.js'
import { mixCell } from './cell.js'
import type { MixOptions } from './entry.js'
import { LIFETIMES } from './lifetime.js'

const PLAIN: MixOptions = {
  name: 'own',
  buffers: [
    { size: 4 * KIB, weight: 3 },
    { size: 64 * KIB, weight: 1 },
  ],
  lifetime: 'fifo',
  live: 4,
  operations: 20,
  pageSizes: ['4K', '2M', '1G'],
  mode: 'coherent-strict',
  seed: 1,
}

function compile(options: Partial<MixOptions>): Tape {
  return mixCell({ ...PLAIN, ...options }).compile(1)
}

/** The iovas of an operation's kind in a phase. */
function iovas(tape: Tape, phase: number, op: number): number[] {
  const { from, to } = tape.phases[phase]
  return [...tape.iova.slice(from, to)].filter((_, at) => tape.op[from + at] === op)
}

test('ids, titles and fields', () => {
  const { compile: _, domain, ...cell } = mixCell({ ...PLAIN, mode: 'coherent-lazy' })
  assert.deepEqual(cell, {
    id: 'mix:own/lazy',
    title: 'mix own: 4K, 64K buffers, 4 live, the oldest goes first, 4K, 2M and 1G pages, lazy',
    workload: 'mix',
    mode: 'coherent-lazy',
    ops: ['mixed'],
    maxSlots: 1,
  })
  assert.equal(domain.strict, false)
})

test('it fills, is timed in the steady state, and empties', () => {
  assert.deepEqual(compile({}).phases, [
    { op: 'map', timed: false, from: 0, to: 4 },
    { op: 'mixed', timed: true, from: 4, to: 44 },
    { op: 'unmap', timed: false, from: 44, to: 48 },
  ])
})

test('buffers that fit no memory are refused with the name of their cell', () => {
  const large = { buffers: [{ size: 32 * GIB, weight: 1 }], live: 10_000 }
  assert.throws(
    () => compile(large),
    /^InputError: cell mix:own: the buffers need more than 48 address bits; make them smaller, /,
  )
})

test('lifetimes say which buffer goes', () => {
  const same = { buffers: [{ size: 4 * KIB, weight: 1 }], operations: 6 }
  const places = (lifetime: MixOptions['lifetime']) => {
    const tape = compile({ ...same, lifetime })
    const mapped = iovas(tape, 0, 0)
    return iovas(tape, 1, UNMAP).map((iova) => mapped.indexOf(iova))
  }
  assert.deepEqual(places('fifo'), [0, 1, 2, 3, 0, 1])
  assert.deepEqual(places('ring'), [0, 1, 2, 3, 0, 1])
  assert.deepEqual(places('lifo'), [3, 3, 3, 3, 3, 3])
  assert.ok(new Set(places('random')).size > 1)
})

test('a ring has fixed places, whatever lies there; other lifetimes take the first that fits', () => {
  const ring = compile({ lifetime: 'ring', operations: 200 })
  const all = [...iovas(ring, 0, 0), ...iovas(ring, 1, 0)]
  assert.equal(new Set(all).size, 4)
  assert.deepEqual(new Set(all.map((iova) => iova % (64 * KIB))), new Set([0]))
  const fitted = compile({ operations: 200 })
  assert.ok(new Set(iovas(fitted, 1, 0)).size > 4)
})

test('kinds come as often as their weights say', () => {
  const { size, phases } = compile({ operations: 4000 })
  const timed = size.slice(phases[1].from, phases[1].to)
  const small = timed.filter((bytes) => bytes === 4 * KIB).length / timed.length
  assert.ok(small > 0.72 && small < 0.78, `${small} of the buffers are small`)
})

test('pages of a recipe are mapped as it says, wherever it is placed', () => {
  const pages = '14x2M+3x1G+3x2M'
  const cell = mixCell({
    ...PLAIN,
    buffers: [
      { pages, weight: 1 },
      { size: 64 * KIB, weight: 1 },
    ],
    lifetime: 'random',
  })
  const tape = cell.compile(1)
  let recipes = 0
  for (let at = 0; at < tape.op.length; at++) {
    if (tape.op[at] === UNMAP || tape.size[at] < GIB) continue
    recipes++
    const cuts = cutsOf(cell.domain.pgsizeBitmap, tape.iova[at], tape.paddr[at], tape.size[at])
    assert.deepEqual(
      cuts.map(({ pgsize, count }) => [pgsize, count]),
      [
        [2 * MIB, 14],
        [GIB, 3],
        [2 * MIB, 3],
      ],
    )
  }
  assert.ok(recipes > 3)
})

test('memory is used once, so that a translation that should be gone shows', () => {
  const { op, paddr, size } = compile({ operations: 200 })
  const ranges = [...paddr]
    .map((start, at) => ({ op: op[at], start, end: start + size[at] }))
    .filter((range) => range.op !== UNMAP)
  assert.ok(ranges.every(({ start }, at) => at === 0 || start >= ranges[at - 1].end))
})

test('what does not fit the address space is refused', () => {
  const large = { buffers: [{ size: 32 * GIB, weight: 1 }], live: 10000 }
  for (const lifetime of LIFETIMES) {
    assert.throws(() => compile({ ...large, lifetime }), InputError)
  }
  assert.throws(() => compile({ ...large, live: 1, operations: 10000 }), /do fewer operations/)
})

test('a mix never has more than `live` at once, ends empty, and is the same for the same seed', () => {
  const options = fc.record({
    lifetime: fc.constantFrom(...LIFETIMES),
    live: fc.integer({ min: 1, max: 12 }),
    operations: fc.integer({ min: 1, max: 60 }),
    mode: fc.constantFrom(...MODES),
    seed: fc.nat(),
    buffers: fc.subarray(
      [
        { size: 4 * KIB, weight: 4 },
        { size: 12 * KIB, weight: 1 },
        { size: 3 * MIB, weight: 2 },
        { pages: '16x4K+2x2M+16x4K', weight: 1 },
        { pages: '14x2M+3x1G+3x2M', weight: 0.5 },
      ],
      { minLength: 1 },
    ),
  })
  fc.assert(
    fc.property(options, (changes) => {
      const tape = compile(changes)
      assert.equal(assertClosed(tape), changes.live)
      assert.deepEqual(compile(changes), tape)
      const { ias, oas } = mixCell({ ...PLAIN, ...changes }).domain
      assert.ok(tape.iova.every((iova, at) => iova + tape.size[at] <= 2 ** ias))
      assert.ok(tape.paddr.every((paddr, at) => paddr + tape.size[at] <= 2 ** oas))
    }),
  )
})

test('every engine does it, blocks over empty tables included', () => {
  for (const lifetime of LIFETIMES) {
    const buffers = [...PLAIN.buffers, { pages: '16x4K+2x2M+16x4K', weight: 2 }]
    runOnEngines(mixCell({ ...PLAIN, buffers, lifetime, operations: 100 }), 1)
  }
})
