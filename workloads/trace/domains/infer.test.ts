import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { InputError, MAP, UNMAP } from '../../../engines/contract/index.js'
import type { TraceEvent } from '../columns/events.js'
import { Events } from '../columns/events.js'
import { Regions } from '../columns/regions.js'
import { inferDomains } from './infer.js'

const K4 = 4096

type Row = readonly ['map' | 'unmap', number, number]

function infer(...rows: Row[]): number[] {
  return [...inferDomains(Events.of(eventsOf(rows)), 'own.txt')]
}

function eventsOf(rows: readonly Row[]): TraceEvent[] {
  return rows.map(
    ([op, iova, size], line): TraceEvent => ({
      op: op === 'map' ? MAP : UNMAP,
      iova: iova * K4,
      paddr: 0,
      size: size * K4,
      unmapped: op === 'map' ? 0 : size * K4,
      line,
    }),
  )
}

test('a map goes to the first domain where it overlaps nothing', () => {
  assert.deepEqual(infer(['map', 0, 4], ['map', 2, 4], ['map', 4, 2], ['map', 5, 1]), [0, 1, 0, 2])
})

test('an unmap goes to the domain that has exactly its range', () => {
  assert.deepEqual(infer(['map', 0, 8], ['map', 2, 2], ['unmap', 2, 2]), [0, 1, 1])
  const list: Row[] = [
    ['map', 0, 9],
    ['map', 0, 2],
    ['map', 2, 2],
    ['unmap', 0, 4],
  ]
  assert.deepEqual(infer(...list), [0, 1, 1, 1], 'maps of a list, unmapped as one')
})

test('where events were lost nothing is mapped', () => {
  const events = Events.of(
    eventsOf([
      ['map', 0, 4],
      ['map', 0, 4],
      ['map', 2, 4],
      ['map', 0, 4],
    ]),
  )
  assert.deepEqual([...inferDomains(events, 'own.txt', new Set([2]))], [0, 1, 0, 1])
})

test('otherwise to the one that has a part of it, or to the first', () => {
  assert.deepEqual(infer(['map', 0, 8], ['map', 4, 9], ['unmap', 10, 1]), [0, 1, 1])
  assert.deepEqual(infer(['map', 0, 8], ['unmap', 20, 4]), [0, 0])
  assert.deepEqual(infer(['unmap', 0, 4]), [0])
})

test('no two maps of one domain overlap', () => {
  const row = fc.tuple(
    fc.constantFrom('map' as const, 'unmap' as const),
    fc.nat(30),
    fc.integer({ min: 1, max: 8 }),
  )
  fc.assert(
    fc.property(fc.array(row, { maxLength: 60 }), (rows) => {
      const events = eventsOf(rows)
      const mapped = new Map<number, Regions>()
      for (const [at, domain] of inferDomains(Events.of(events), 'own.txt').entries()) {
        const { op, iova, size } = events[at]
        const regions = mapped.get(domain) ?? new Regions()
        mapped.set(domain, regions)
        if (op === MAP) {
          assert.equal(regions.overlapping(iova, iova + size), undefined)
          regions.add(iova, iova + size)
        } else regions.remove(iova, iova + size)
      }
    }),
  )
})

test('more domains than there is room for are refused with the line', () => {
  const rows = Array.from({ length: 513 }, (): Row => ['map', 0, 1])
  assert.throws(
    () => infer(...rows),
    (error) =>
      error instanceof InputError && /^own\.txt:512: this map overlaps others/.test(error.message),
  )
})
