import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { printable, wrap } from './text.js'

test('a paragraph keeps to its width and loses nothing', () => {
  fc.assert(
    fc.property(
      fc.array(fc.stringMatching(/^[a-z]{1,30}$/)),
      fc.integer({ min: 8, max: 60 }),
      (words, width) => {
        const lines = wrap(words.join(' '), width, '  ')
        for (const line of lines) assert.ok(line.length <= width, line)
        assert.equal(lines.join('').replaceAll(' ', ''), words.join(''))
      },
    ),
    { seed: 1 },
  )
})

test('a figure is not broken from its interval', () => {
  assert.deepEqual(wrap('takes 4.52 x [4.41, 4.63] here', 22), [
    'takes',
    '4.52 x [4.41, 4.63]',
    'here',
  ])
})

test('control characters become visible', () => {
  assert.equal(printable('a\u001b[31m\u202e\u2028b'), 'a\\u001b[31m\\u202e\\u2028b')
})
