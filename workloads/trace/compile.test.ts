import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { InputError, MAP, type Tape, UNMAP } from '../../engines/contract/index.js'
import { domainOf } from '../cell/domain.js'
import { compileTrace } from './compile.js'
import type { TraceEvent } from './event.js'
import { Regions } from './regions.js'

const DOMAIN = domainOf(['4K', '2M'], 'coherent-strict', { ias: 40, oas: 36 })
const K4 = 4096

/** In pages: `map, iova, paddr, size (1)`, or `unmap, iova, size`. */
type Row = readonly ['map' | 'unmap', number, number, number?]

function eventsOf(...rows: Row[]): TraceEvent[] {
  return rows.map(([op, iova, second, third], index): TraceEvent => {
    const line = index + 1
    return op === 'map'
      ? { op: MAP, iova: iova * K4, paddr: second * K4, size: (third ?? 1) * K4, unmapped: 0, line }
      : { op: UNMAP, iova: iova * K4, paddr: 0, size: second * K4, unmapped: second * K4, line }
  })
}

function compile(...rows: Row[]) {
  return compileTrace(eventsOf(...rows), DOMAIN, 'own.txt')
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
  assert.deepEqual(rest, { neverMapped: 0, cut: 0, empty: 0, remaining: 0 })
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
  const { tape, cut } = compileTrace([map, { ...unmap, unmapped: 512 * K4 }], DOMAIN, 'own.txt')
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
  assert.throws(() => compile(['map', 0.5, 0]), /iova 0x800 is no multiple .* 4K/)
  assert.equal(compile(['map', 2 ** 28 - 1, 2 ** 24 - 1]).tape.op.length, 2, 'the last page fits')
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
        const base = { iova: iova * K4, paddr: 0, size: pages * K4, unmapped: 0, line }
        if (unmap) events.push({ ...base, op: UNMAP })
        else if (wanted.overlapping(iova, iova + pages) === undefined) {
          events.push({ ...base, op: MAP })
        } else continue
        if (unmap) wanted.remove(iova, iova + pages)
        else wanted.add(iova, iova + pages)
      }
      const { tape } = compileTrace(events, DOMAIN, 'own.txt')
      const mapped = new Regions()
      for (const [kind, iova, pages] of operations(tape)) {
        assert.ok(iova !== undefined && pages !== undefined)
        if (kind === MAP) mapped.add(iova, iova + pages)
        else {
          const before = mapped.bytes
          mapped.remove(iova, iova + pages)
          assert.equal(before - mapped.bytes, pages)
        }
      }
      assert.equal(mapped.count, 0)
    }),
  )
})
