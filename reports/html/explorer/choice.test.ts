import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  formatsAnalysis,
  HOSTILE,
  hostileAnalysis,
  sampleAnalysis,
} from '../../fixtures/analyses.js'
import { addressOf, choiceOf, isChoice, measuresAt, settled } from './choice.js'
import type { Choice, ExplorerData } from './data.js'
import { dataOf } from './fixtures.js'
import { viewOf } from './view.js'

const data = dataOf(sampleAnalysis({ extent: 'all', instructions: true }))
const several = dataOf(formatsAnalysis())

/** Every measure in every place and direction that has it, whosever code it is. */
function everyChoice(of: ExplorerData): Choice[] {
  return of.places.flatMap((place) =>
    place.ops.flatMap((op) =>
      of.sources.flatMap(({ id }) =>
        [...measuresAt(of, place, op, [id])].map((what) =>
          settled({ ...of.start, what, op, at: place.id, of: [id] }, of),
        ),
      ),
    ),
  )
}

for (const [name, one] of [
  ['a run of one tier', data],
  ['a tree with several formats', several],
] as const) {
  test(`${name}: every choice shows marks, and an address leads back to it`, () => {
    const choices = everyChoice(one)
    assert.ok(choices.length > 100, `${choices.length} choices`)
    for (const choice of choices) {
      const address = addressOf(choice, one)
      const marks = viewOf(one, choice)?.chart.panels.flatMap((panel) => panel.marks)
      assert.ok(
        marks?.some((mark) => mark !== undefined),
        address,
      )
      assert.deepEqual(choiceOf(address, one), choice)
    }
  })
}

test('each shape alone can be chosen somewhere', () => {
  const choices = everyChoice(data)
  for (const { id } of data.shapes) {
    const alone = choices.find(
      (choice) => settled({ ...choice, shapes: [id] }, data).shapes.join() === id,
    )
    assert.ok(alone, id)
  }
})

test('what is shown at first has no address', () => {
  assert.equal(addressOf(data.start, data), '')
  assert.deepEqual(choiceOf('', data), data.start)
})

test('an open figure is part of the address', () => {
  const choice = { ...data.start, figure: { cell: '2M@4K', row: 'ts/unmap-pages' } }
  const address = addressOf(choice, data)
  assert.ok(isChoice(address))
  assert.deepEqual(choiceOf(address, data), choice)
})

test('whatever an address says, something is shown', () => {
  for (const address of [
    '#what=nothing&op=sideways&at=nowhere&of=nobody&shape=none&cell=x&row=y',
    '#at=&shape=&of=',
    '#what=calls&what=ns',
    `#what=${encodeURIComponent(HOSTILE)}&cell=${encodeURIComponent(HOSTILE)}&row=a`,
    '#=&&=%',
    '#op=mixed',
  ]) {
    const choice = choiceOf(address, data)
    assert.ok(viewOf(data, choice), address)
    assert.equal(choice.figure, undefined)
  }
})

test('what a place does not have gives way, and what it has stays', () => {
  const rollback = data.places.find(({ id }) => id.startsWith('rollback.'))
  assert.ok(rollback)
  const moved = settled({ ...data.start, what: 'walks', at: rollback.id }, data)
  assert.equal(moved.op, 'map')
  assert.equal(moved.what, 'walks')
  assert.deepEqual(moved.shapes, data.start.shapes)
})

test('names that are markup survive the way through an address', () => {
  const hostile = dataOf(hostileAnalysis())
  const choice = { ...hostile.start, shapes: hostile.start.shapes.slice(-1) }
  assert.ok(choice.shapes[0]?.includes(HOSTILE.slice(0, 12)))
  assert.deepEqual(choiceOf(addressOf(choice, hostile), hostile), choice)
})

test('a run without cells has nothing to choose', () => {
  const nothing = dataOf({ ...sampleAnalysis(), cells: [], means: [] })
  assert.equal(viewOf(nothing, nothing.start), undefined)
})
