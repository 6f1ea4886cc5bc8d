import assert from 'node:assert/strict'
import { test } from 'node:test'
import { whereIn } from './generation.js'

test('a run that is late says how many generations are measured anyway', () => {
  assert.deepEqual(whereIn(1, 4000), { words: 'generation 2', left: 4000 })
  assert.deepEqual(whereIn(1, -1), { words: 'generation 2 of 3 at least', left: undefined })
  assert.deepEqual(whereIn(0, -1, 1), { words: 'generation 1 of 1 at least', left: undefined })
  assert.deepEqual(whereIn(2, -1, 9), { words: 'generation 3 of 3 at least', left: undefined })
  assert.deepEqual(whereIn(3, -1), { words: 'generation 4', left: -1 })
})
