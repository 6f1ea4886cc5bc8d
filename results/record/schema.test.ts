import assert from 'node:assert/strict'
import { test } from 'node:test'
import { syntheticResult } from '../fixtures/synthetic.js'
import type { CellResult } from './cell.js'
import { describeProblem } from './error.js'
import { type Result, resultSchema } from './schema.js'

/** What the schema says of a result after `change`. */
function problem(change: (result: Result, cell: CellResult) => void): string {
  const result = syntheticResult()
  const [cell] = result.cells
  assert.ok(cell)
  change(result, cell)
  const { error } = resultSchema.safeParse(result)
  return error ? describeProblem(error) : 'valid'
}

test('columns must be as long as there are rounds', () => {
  assert.equal(
    problem((_, { ns }) => ns['ts/per-page']?.map?.pop()),
    'cells[0].ns["ts/per-page"].map: 19 times: there are 20 rounds, by their generations',
  )
  assert.equal(
    problem((_, { rounds }) => rounds.order.pop()),
    'cells[0].rounds.order: 19 entries: there are 20 rounds, by their generations',
  )
})

test('ids must not clash, and times must belong to a row and a direction', () => {
  assert.match(
    problem(({ rows }) => rows.push(...rows.slice(0, 1))),
    /^rows\[5\]\.id: a second row/,
  )
  assert.match(
    problem(({ cells }, cell) => cells.push(cell)),
    /^cells\[8\]\.id: a second cell/,
  )
  assert.match(
    problem((_, { ns }) => {
      ns['ts/none'] = {}
    }),
    /ts\/none is no row of this result/,
  )
  assert.match(
    problem((_, { ns, rounds }) => {
      ns['ts/per-page'] = { mixed: rounds.generation.map(() => 1) }
    }),
    /mixed is not timed in this cell/,
  )
})

test('nothing is called as what every object has', () => {
  for (const field of ['id', 'engine', 'tier', 'shape', 'format'] as const) {
    const said = problem(({ rows: [row] }) => {
      if (row) row[field] = field === 'tier' ? '__proto__+clang' : 'constructor'
    })
    assert.match(
      said,
      new RegExp(`^rows\\[0\\]\\.${field}: (__proto__\\+clang|constructor) is no name`),
    )
  }
  assert.match(
    problem((_, cell) => {
      cell.id = 'toString'
    }),
    /^cells\[0\]\.id: toString is no name$/,
  )
})

test('a time is positive', () => {
  assert.match(
    problem((_, { ns }) => ns['ts/per-page']?.map?.fill(0)),
    /^cells\[0\]\.ns\["ts\/per-page"\]\.map\[0\]: .* \(and 19 more\)$/,
  )
})

test('what cannot be is refused in its place: no buffers, no operations, no bytes, a time of ages', () => {
  const changes: ReadonlyArray<[string, (result: Result, cell: CellResult) => void]> = [
    ['cells[0].slots', (_, cell) => Object.assign(cell, { slots: 0 })],
    ['cells[0].operations.map', (_, { operations }) => Object.assign(operations, { map: 0 })],
    ['cells[0].bytes.unmap', (_, { bytes }) => Object.assign(bytes, { unmap: 0 })],
    ['cells[0].bufferBytes', (_, cell) => Object.assign(cell, { bufferBytes: 0 })],
    ['cells[0].pgsizeBitmap', (_, cell) => Object.assign(cell, { pgsizeBitmap: 0 })],
    ['cells[0].ns["ts/per-page"].map[0]', (_, { ns }) => ns['ts/per-page']?.map?.fill(1e308)],
    ['clock.stepNs', ({ clock }) => Object.assign(clock, { stepNs: 1e308 })],
    [
      'limits[0].ns',
      (result) => {
        const limit = { tier: 'native', name: 'bare store', build: 'timed', cpuNs: 1 }
        result.limits = [{ ...limit, ns: 1e308 }]
      },
    ],
  ]
  for (const [place, change] of changes) {
    const found = problem(change)
    assert.ok(found.startsWith(`${place}: `), `${place}: ${found}`)
  }
})

test('a generation out of sequence is refused in its place', () => {
  assert.equal(
    problem((_, { rounds }) => rounds.generation.splice(5, 1, 9)),
    'cells[0].rounds.generation[6]: generation 3 after 9: rounds stand in the order they were run',
  )
})
