import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { printable, printableLines, wrap } from './index.js'

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

test('a number is not broken between its digits', () => {
  assert.deepEqual(wrap('tlbiList 32 832, now 1 032 960', 17), [
    'tlbiList 32 832,',
    'now 1 032 960',
  ])
  assert.deepEqual(wrap('of 64 tables, Linux 6.12 117 more', 24), [
    'of 64 tables, Linux 6.12',
    '117 more',
  ])
})

test('control characters become visible', () => {
  assert.equal(printable('a\u001b[31m\u202e\u2028b'), 'a\\u001b[31m\\u202e\\u2028b')
})

test('what is spelt out is JSON still', () => {
  const text = 'a\u009b\u{e0001}\u007fb'
  assert.equal(JSON.parse(printable(JSON.stringify(text))), text)
})

test('of several lines the ends and tabs stay', () => {
  assert.equal(printableLines('a\tb\r\nc\u0007'), 'a\tb\\u000d\nc\\u0007')
})
