import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lookOf } from './io.js'
import { formatDuration, progressOn } from './progress.js'

function stream(isTTY: boolean) {
  const written: string[] = []
  return { isTTY, columns: 30, write: (text: string) => written.push(text), written }
}

test('a terminal has one line that is drawn over, cut to its width', () => {
  const terminal = stream(true)
  const progress = progressOn(terminal)
  progress.update('round 1 of 40 in a cell with a long name', 61_000)
  progress.end()
  assert.deepEqual(terminal.written.join(''), '\r\x1b[Kround 1 of 40 in a cell with \r\x1b[K')
})

test('a file has plain lines, ten seconds apart', () => {
  const file = stream(false)
  let now = 0
  const progress = progressOn(file, () => now)
  progress.update('a', 30_000)
  now = 9_999
  progress.update('b')
  now = 10_000
  progress.update('c', 125_000)
  assert.deepEqual(file.written, ['a, 30 s left\n', 'c, 2 min 5 s left\n'])
})

test('a terminal that cannot draw has plain lines and no colours', () => {
  const terminal = stream(true)
  process.env.TERM = 'xterm'
  delete process.env.NO_COLOR
  assert.equal(lookOf(terminal).colour, true)
  process.env.TERM = 'dumb'
  assert.equal(lookOf(terminal).colour, false)
  const progress = progressOn(terminal)
  progress.update('a', 30_000)
  progress.end()
  assert.deepEqual(terminal.written, ['a, 30 s left\n'])
})

test('durations are in seconds and minutes', () => {
  assert.equal(formatDuration(499), '0 s')
  assert.equal(formatDuration(59_600), '1 min 0 s')
})
