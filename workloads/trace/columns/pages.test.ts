import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CHUNK, PageColumn, VALUE_LIMIT } from './pages.js'

test('values of all widths stay as they were set, whichever come first', () => {
  const most = VALUE_LIMIT - 4096
  const values = [0, 4096, 2 ** 44 - 4096, 2 ** 44, most, 8192]
  const column = new PageColumn()
  for (const [at, value] of values.entries()) column.set(at, value)
  for (let at = values.length; at < CHUNK; at++) column.set(at, 0)
  column.set(CHUNK, 4096)
  column.set(4, 4096)
  column.set(0, most)
  const stored = [0, 1, 2, 3, 4, 5, 6, CHUNK].map((at) => column.get(at))
  assert.deepEqual(stored, [most, 4096, 2 ** 44 - 4096, 2 ** 44, 4096, 8192, 0, 4096])
})
