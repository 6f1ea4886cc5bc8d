import assert from 'node:assert/strict'
import { test } from 'node:test'
import { InputError, MAP } from '../../../engines/contract/index.js'
import { Events } from '../columns/events.js'
import { SPACE_SPAN, SpaceSlots } from './slots.js'

/** Where the events of spaces come to lie. */
function placed(places: ReadonlyArray<[space: number, iova: number]>, ias = 48): number[] {
  const events = new Events()
  for (const [, iova] of places) events.push(MAP, iova, 0, 8192, 3)
  const count = Math.max(...places.map(([space]) => space)) + 1
  const slots = new SpaceSlots(events, { count, of: (at) => places[at][0] }, ias, 'own.txt')
  return places.map(([space, iova]) => iova + slots.offset(space, iova))
}

test('each space has its own entry of the root', () => {
  assert.deepEqual(
    placed([
      [0, 4096],
      [2, 4096],
      [1, 8192],
    ]),
    [4096, 2 * SPACE_SPAN + 4096, SPACE_SPAN + 8192],
  )
  assert.equal(SPACE_SPAN, 512 * 2 ** 30)
})

test('one space stays where it is, however high', () => {
  assert.deepEqual(placed([[0, 5 * SPACE_SPAN]]), [5 * SPACE_SPAN])
})

test('spaces with high addresses get an entry for each span that they have', () => {
  assert.deepEqual(
    placed([
      [0, 511 * SPACE_SPAN],
      [1, 511 * SPACE_SPAN + 4096],
      [0, 4096],
      [0, 511 * SPACE_SPAN + 8192],
    ]),
    [0, SPACE_SPAN + 4096, 2 * SPACE_SPAN + 4096, 8192],
  )
})

test('what does not fit is refused', () => {
  const refused = (space: number, iova: number, message: RegExp) =>
    assert.throws(
      () => placed([[space, iova]]),
      (error) => error instanceof InputError && message.test(error.message),
    )
  refused(512, 0, /^own\.txt: 513 domains do not fit side by side into 48 input address bits/)
  refused(1, SPACE_SPAN - 4096, /^own\.txt:3: iova 0x7ffffff000 lies across a multiple of 0x80/)
})
