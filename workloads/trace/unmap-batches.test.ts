import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { compileTape, MAP, type Operation, PAGE, UNMAP } from '../../engines/contract/index.js'
import { assertClosed } from '../testing.js'
import { unmapBatches } from './unmap-batches.js'

/** `+3` maps 64 pages at place 3, `-3` unmaps them. */
function tapeOf(...steps: string[]) {
  const operations = steps.map((step): Operation => {
    const op = step.startsWith('+') ? MAP : UNMAP
    const iova = Number(step.slice(1)) * 64 * PAGE
    return { op, iova, paddr: op === MAP ? 2 ** 30 + iova : 0, size: 64 * PAGE }
  })
  return compileTape([{ op: 'mixed', timed: true, operations }])
}

function batchesOf(...steps: string[]): string[] {
  const tape = unmapBatches(tapeOf(...steps), PAGE)
  assert.ok(tape !== undefined)
  return tape.phases.map(({ from, op, timed, to }) => {
    const places = [...tape.iova.slice(from, to)].map((iova) => iova / (64 * PAGE))
    return `${op}${timed ? '' : ' untimed'} ${places.join(' ')}`
  })
}

test('maps go before the unmaps of a batch, up to a map over what is yet to be unmapped', () => {
  assert.deepEqual(batchesOf('+1', '-1', '+2', '+3', '-3', '-2', '+1', '-1'), [
    'map untimed 1 2 3',
    'unmap 1 3 2',
    'map untimed 1',
    'unmap 1',
  ])
})

test('what stays mapped over a batch is unmapped in a later one', () => {
  assert.deepEqual(batchesOf('+1', '+2', '-2', '+2', '-1', '-2'), [
    'map untimed 1 2',
    'unmap 2',
    'map untimed 2',
    'unmap 1 2',
  ])
})

test('untimed phases stay where they are', () => {
  const before = { op: MAP, iova: 0, paddr: 2 ** 30, size: 64 * PAGE } as const
  const after = { op: UNMAP, iova: 64 * PAGE, paddr: 0, size: 64 * PAGE } as const
  const tape = compileTape([
    { op: 'map', timed: false, operations: [before] },
    {
      op: 'mixed',
      timed: true,
      operations: [
        { ...before, op: UNMAP, paddr: 0 },
        { ...after, op: MAP, paddr: 2 ** 31 },
      ],
    },
    { op: 'unmap', timed: false, operations: [after] },
  ])
  assert.deepEqual(
    unmapBatches(tape, PAGE)?.phases.map(({ op, timed }) => [op, timed]),
    [
      ['map', false],
      ['map', false],
      ['unmap', true],
      ['unmap', false],
    ],
  )
})

test('whatever is mapped and unmapped: each kind in its order, and the tape is closed', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 7 }), { maxLength: 300 }), (places) => {
      const mapped = new Set<number>()
      const steps = places.map((place) => {
        if (mapped.delete(place)) return `-${place}`
        mapped.add(place)
        return `+${place}`
      })
      for (const place of mapped) steps.push(`-${place}`)
      const tape = tapeOf(...steps)
      const batches = unmapBatches(tape, PAGE)
      if (batches === undefined) return places.length === 0
      assertClosed(batches)
      for (const op of [MAP, UNMAP]) {
        const iovasOf = ({ iova, op: ops }: typeof tape) => iova.filter((_, at) => ops[at] === op)
        assert.deepEqual(iovasOf(batches), iovasOf(tape))
      }
      return true
    }),
  )
})

test('unmaps of single pages at one place are too short to be timed so', () => {
  const page = { iova: 0, size: PAGE }
  const operations = [
    { op: MAP, paddr: 2 ** 30, ...page },
    { op: UNMAP, paddr: 0, ...page },
  ] as const
  const tape = compileTape([
    { op: 'mixed', timed: true, operations: [...operations, ...operations] },
  ])
  assert.equal(unmapBatches(tape, PAGE), undefined)
  const larger = tapeOf('+1', '-1')
  assert.ok(unmapBatches(larger, PAGE))
  assert.equal(unmapBatches(larger, 64 * PAGE), undefined)
})
