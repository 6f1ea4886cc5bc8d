import assert from 'node:assert/strict'
import { test } from 'node:test'
import { randomOf } from '../../../engines/contract/index.js'
import type { Result } from '../../../results/record/index.js'
import { mostGenerations, resampledFamily } from './resample.js'
import { sameRows } from './roles.js'
import { BASELINE, familyOf, HONEST, plantedRow } from './testing.js'

const MEASURED = familyOf(HONEST, { generations: 12, generation: 0.01 })

/** With four link orders, three generations each. */
const ORDERED: Result = {
  ...MEASURED,
  cells: MEASURED.cells.map((cell) => ({
    ...cell,
    rounds: { ...cell.rounds, linkOrder: cell.rounds.generation.map((number) => number % 4) },
  })),
}

test('every cell has the generations that were drawn, in order, and no link order twice', () => {
  assert.equal(mostGenerations(MEASURED), 12)
  assert.equal(mostGenerations(ORDERED), 4)
  const { cells } = resampledFamily(ORDERED, 4, randomOf(1))
  const drawn = cells.map(({ rounds }) => [...new Set(rounds.generation)])
  for (const numbers of drawn) {
    assert.deepEqual(numbers, drawn[0])
    assert.deepEqual(
      numbers,
      numbers.toSorted((a, b) => a - b),
    )
    assert.deepEqual(numbers.map((number) => number % 4).sort(), [0, 1, 2, 3])
  }
})

test('rows of the same code change places, whole generations at a time; others stay', () => {
  const random = randomOf(2)
  const { cells } = resampledFamily(MEASURED, 12, random)
  const sources = new Set<string>()
  for (const [at, cell] of cells.entries()) {
    const measured = MEASURED.cells[at]
    for (const number of new Set(cell.rounds.generation)) {
      const rounds = [...cell.rounds.generation.keys()].filter(
        (round) => cell.rounds.generation[round] === number,
      )
      const took = sameRows(MEASURED).map((row) => {
        const source = sameRows(MEASURED).find((other) =>
          cell.ops.every((op) =>
            rounds.every(
              (round) => measured.ns[other]?.[op]?.[round] === cell.ns[row]?.[op]?.[round],
            ),
          ),
        )
        return source ?? 'none'
      })
      assert.deepEqual(took.toSorted(), sameRows(MEASURED).toSorted())
      sources.add(took[0])
    }
    assert.deepEqual(cell.ns[plantedRow(0.02)], measured.ns[plantedRow(0.02)])
  }
  assert.ok(sources.size > 4, `${BASELINE} came from ${[...sources]}`)
})
