import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { InputError, MAP, type Tape, UNMAP } from '../../engines/contract/index.js'
import { domainOf } from '../cell/domain.js'
import { assertClosed } from '../testing.js'
import type { TraceEvent } from './columns/events.js'
import { Events } from './columns/events.js'
import { Regions } from './columns/regions.js'
import { type CompileOptions, compileTrace } from './compile.js'

const DOMAIN = domainOf(['4K', '2M'], 'coherent-strict', { ias: 40, oas: 36 })
const K4 = 4096

/** In pages: `map, iova, paddr, size (1)`, or `unmap, iova, size`. */
type Row = readonly ['map' | 'unmap', number, number, number?]

function eventsOf(...rows: Row[]): TraceEvent[] {
  return rows.map(([op, iova, second, third], index): TraceEvent => {
    const line = index + 1
    return op === 'map'
      ? {
          op: MAP,
          iova: iova * K4,
          paddr: second * K4,
          size: (third ?? 1) * K4,
          unmapped: 0,
          line,
        }
      : { op: UNMAP, iova: iova * K4, paddr: 0, size: second * K4, unmapped: second * K4, line }
  })
}

function compile(...rows: Row[]) {
  return compileWith({ before: 'skip' }, ...rows)
}

function compileWith(options: CompileOptions, ...rows: Row[]) {
  return compileTrace(Events.of(eventsOf(...rows)), DOMAIN, 'own.txt', options)
}

/** Operations of a tape in pages: `[op, iova, size]`. */
function operations({ op, iova, size }: Tape): number[][] {
  return [...op].map((kind, at) => [kind, (iova[at] ?? 0) / K4, (size[at] ?? 0) / K4])
}

test('one timed phase in file order', () => {
  const { tape, ...rest } = compile(['map', 8, 100, 2], ['map', 10, 7], ['unmap', 8, 3])
  assert.deepEqual(tape.phases, [{ op: 'mixed', timed: true, from: 0, to: 3 }])
  assert.deepEqual(operations(tape), [
    [MAP, 8, 2],
    [MAP, 10, 1],
    [UNMAP, 8, 3],
  ])
  assert.deepEqual([...tape.paddr], [100 * K4, 7 * K4, 0])
  assert.deepEqual(rest, {
    neverMapped: 0,
    cut: 0,
    mappedBefore: 0,
    empty: 0,
    failed: 0,
    smaller: 0,
    splits: 0,
    grouped: { lists: 0, maps: 0 },
    remaining: 0,
    leftOut: 0,
    lookups: [],
  })
})

test('what stays mapped is unmapped in an untimed phase', () => {
  const { tape, remaining } = compile(['map', 9, 1], ['map', 4, 2, 4], ['unmap', 5, 1])
  assert.deepEqual(tape.phases, [
    { op: 'mixed', timed: true, from: 0, to: 3 },
    { op: 'unmap', timed: false, from: 3, to: 6 },
  ])
  assert.deepEqual(operations(tape).slice(3), [
    [UNMAP, 4, 1],
    [UNMAP, 6, 2],
    [UNMAP, 9, 1],
  ])
  assert.equal(remaining, 3)
})

test('an unmap of what was never seen mapped is left out', () => {
  const { tape, neverMapped } = compile(['unmap', 1, 1], ['map', 1, 1], ['unmap', 1, 1])
  assert.equal(neverMapped, 1)
  assert.equal(tape.op.length, 2)
})

test('an unmap known in part is replayed on that part', () => {
  const { tape, cut } = compile(['map', 2, 1, 2], ['map', 4, 9], ['map', 6, 5], ['unmap', 0, 8])
  assert.equal(cut, 1)
  assert.deepEqual(operations(tape).slice(3), [
    [UNMAP, 2, 3],
    [UNMAP, 6, 1],
  ])
})

test('an unmap that took more than asked is replayed as it was', () => {
  const events = eventsOf(['map', 0, 0, 512], ['unmap', 0, 1])
  const [map, unmap] = events
  assert.ok(map !== undefined && unmap !== undefined)
  const took = Events.of([map, { ...unmap, unmapped: 512 * K4 }])
  const { tape, cut } = compileTrace(took, DOMAIN, 'own.txt')
  assert.deepEqual(operations(tape)[1], [UNMAP, 0, 512])
  assert.equal(cut, 0)
})

test('events of no bytes are left out', () => {
  const { tape, empty } = compile(['map', 1, 1, 0], ['unmap', 1, 0])
  assert.equal(empty, 2)
  assert.equal(tape.op.length, 0)
})

test('a map over a mapped range means interleaved domains', () => {
  assert.throws(
    () => compile(['map', 1, 1, 4], ['map', 4, 9]),
    (error) =>
      error instanceof InputError &&
      error.message.startsWith(
        'own.txt:2: map of 0x4000 + 4K over the mapped range at 0x1000: several domains are interleaved',
      ),
  )
})

test('events that do not fit the domain are refused', () => {
  assert.throws(() => compile(['map', 2 ** 28, 0]), /own\.txt:1: .*beyond the domain's 40 input/)
  assert.throws(() => compile(['map', 0, 2 ** 24]), /own\.txt:1: .*beyond the domain's 36 output/)
  const large = domainOf(['2M'], 'coherent-strict')
  const small = Events.of(eventsOf(['map', 1, 0]))
  assert.throws(() => compileTrace(small, large, 'own.txt'), /iova 0x1000 is no multiple .* 2M/)
  assert.equal(compile(['map', 2 ** 28 - 1, 2 ** 24 - 1]).tape.op.length, 2, 'the last page fits')
})

test('ranges that were mapped before are mapped in an untimed phase, by single pages', () => {
  const { tape, mappedBefore, neverMapped } = compileWith(
    {},
    ['unmap', 512, 512],
    ['map', 512, 0, 512],
    ['unmap', 512, 512],
    ['unmap', 512, 512],
  )
  assert.deepEqual(tape.phases, [
    { op: 'map', timed: false, from: 0, to: 1 },
    { op: 'mixed', timed: true, from: 1, to: 4 },
  ])
  assert.deepEqual(operations(tape), [
    [MAP, 512, 512],
    [UNMAP, 512, 512],
    [MAP, 512, 512],
    [UNMAP, 512, 512],
  ])
  assert.notEqual((tape.iova[0] - tape.paddr[0]) % 2 ** 21, 0, 'no block fits')
  assert.deepEqual([mappedBefore, neverMapped], [1, 1], 'the last has nothing left to unmap')
})

test('an unmap that is known in part is replayed whole where the rest was mapped before', () => {
  const { tape, cut, mappedBefore } = compileWith({}, ['map', 2, 1, 2], ['unmap', 0, 8])
  assert.deepEqual(operations(tape), [
    [MAP, 0, 2],
    [MAP, 4, 4],
    [MAP, 2, 2],
    [UNMAP, 0, 8],
  ])
  assert.deepEqual([cut, mappedBefore], [0, 1])
})

test('an unmap that unmapped nothing is left out, one that unmapped less is replayed so', () => {
  const [map, unmap] = eventsOf(['map', 0, 0, 4], ['unmap', 0, 4])
  const events = Events.of([map, { ...unmap, unmapped: 0 }, { ...unmap, unmapped: 2 * K4 }])
  const { tape, failed, smaller, neverMapped } = compileTrace(events, DOMAIN, 'own.txt')
  assert.deepEqual(operations(tape), [
    [MAP, 0, 4],
    [UNMAP, 0, 2],
    [UNMAP, 2, 2],
  ])
  assert.deepEqual([failed, smaller, neverMapped], [1, 1, 0])
})

test('an unmap through what may be a block is counted', () => {
  const splits = (...rows: Row[]) => {
    const { smaller, splits: through } = compile(...rows)
    return [smaller, through]
  }
  assert.deepEqual(splits(['map', 512, 512, 512], ['unmap', 512, 1]), [1, 1])
  assert.deepEqual(splits(['map', 512, 512, 1024], ['unmap', 1024, 512]), [1, 0])
  assert.deepEqual(splits(['map', 513, 513, 500], ['unmap', 513, 1]), [1, 0])
})

test('maps that one unmap takes back are grouped on request, where the first of them was', () => {
  const rows: Row[] = [
    ['map', 8, 100],
    ['map', 9, 7, 2],
    ['map', 40, 3],
    ['map', 11, 1],
    ['unmap', 8, 4],
    ['unmap', 40, 1],
  ]
  const { tape, grouped } = compileWith({ lists: 'grouped' }, ...rows)
  assert.deepEqual(grouped, { lists: 1, maps: 3 })
  assert.deepEqual(operations(tape), [
    [MAP, 8, 1],
    [MAP, 9, 2],
    [MAP, 11, 1],
    [MAP, 40, 1],
    [UNMAP, 8, 4],
    [UNMAP, 40, 1],
  ])
  assert.deepEqual([...tape.continues], [0, 1, 1, 0, 0, 0])
  assert.deepEqual([...compileWith({}, ...rows).tape.continues], [0, 0, 0, 0, 0, 0])
})

test('what is unmapped in part, or more than was mapped, is no list', () => {
  const lists = (...rows: Row[]) => compileWith({ lists: 'grouped' }, ...rows).grouped.lists
  assert.equal(lists(['map', 8, 1, 2], ['map', 10, 9], ['unmap', 9, 2]), 0)
  assert.equal(lists(['map', 8, 1], ['map', 9, 9], ['unmap', 8, 3]), 0)
  assert.equal(lists(['map', 9, 1], ['map', 8, 9], ['unmap', 8, 2]), 0, 'mapped in another order')
  assert.equal(lists(['map', 8, 1], ['map', 9, 9], ['unmap', 8, 2]), 1)
})

test('a tape ends as it began, and never unmaps what is not mapped', () => {
  const row = fc.record({
    unmap: fc.boolean(),
    iova: fc.nat({ max: 40 }),
    pages: fc.integer({ min: 1, max: 10 }),
  })
  fc.assert(
    fc.property(fc.array(row, { maxLength: 50 }), (rows) => {
      const wanted = new Regions()
      const events: TraceEvent[] = []
      for (const [line, { unmap, iova, pages }] of rows.entries()) {
        const base = {
          iova: iova * K4,
          paddr: 0,
          size: pages * K4,
          unmapped: unmap ? pages * K4 : 0,
          line,
        }
        if (unmap) events.push({ ...base, op: UNMAP })
        else if (wanted.overlapping(iova, iova + pages) === undefined) {
          events.push({ ...base, op: MAP })
        } else continue
        if (unmap) wanted.remove(iova, iova + pages)
        else wanted.add(iova, iova + pages)
      }
      for (const before of ['map', 'skip'] as const) {
        for (const lists of ['apart', 'grouped'] as const) {
          const options = { before, lists }
          assertClosed(compileTrace(Events.of(events), DOMAIN, 'own.txt', options).tape)
        }
      }
    }),
  )
})
