import assert from 'node:assert/strict'
import { test } from 'node:test'
import { writeColoured } from './io.js'
import { progressOn } from './progress.js'
import { safeIo } from './safe-io.js'

const HOSTILE = 'a\x1b[2J\x1b]0;owned\x07\x9b31m\x7f\u202eb'
const SPELT = 'a\\u001b[2J\\u001b]0;owned\\u0007\\u009b31m\\u007f\\u202eb'

function streams() {
  const written = { stdout: '', stderr: '' }
  const { stderr, stdout } = safeIo({
    stdout: { write: (text) => (written.stdout += text) },
    stderr: { isTTY: true, columns: 200, write: (text) => (written.stderr += text) },
  })
  return { stderr, stdout, written }
}

test('what would steer a terminal is spelt out on both streams', () => {
  const { stderr, stdout, written } = streams()
  stdout.write(`${HOSTILE}\tc\n`)
  stderr.write(`${HOSTILE}\tc\n`)
  assert.deepEqual(written, { stdout: `${SPELT}\tc\n`, stderr: `${SPELT}\tc\n` })
})

test("the program's own colours survive, and no other", () => {
  const { stdout, written } = streams()
  writeColoured(stdout, `\x1b[1m${HOSTILE}\x1b[22m`)
  stdout.write('\x1b[31mred')
  assert.equal(written.stdout, `\x1b[1m${SPELT}\x1b[22m\\u001b[31mred`)
})

test('the live line is drawn over, and what it says is spelt out', () => {
  const { stderr, written } = streams()
  const progress = progressOn(stderr)
  progress.update(`measuring ${HOSTILE}`)
  progress.note(`failed: ${HOSTILE}`)
  progress.end()
  const erase = '\r\x1b[K'
  assert.equal(written.stderr, `${erase}measuring ${SPELT}${erase}failed: ${SPELT}\n${erase}`)
})
