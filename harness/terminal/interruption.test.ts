import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Interruption } from './interruption.js'

function watched() {
  const heard: string[] = []
  const interruption = new Interruption(
    () => heard.push('announced'),
    () => heard.push('killed'),
  )
  return { heard, interruption }
}

test('the first Ctrl-C asks for an end, the second one kills', () => {
  const { heard, interruption } = watched()
  assert.equal(interruption.requested, false)
  interruption.press(1000)
  assert.equal(interruption.requested, true)
  interruption.press(3000)
  assert.deepEqual(heard, ['announced', 'killed'])
})

test('a signal that npm passes on is not a second Ctrl-C', () => {
  const { heard, interruption } = watched()
  interruption.press(1000)
  interruption.press(1003)
  assert.deepEqual(heard, ['announced'])
})
