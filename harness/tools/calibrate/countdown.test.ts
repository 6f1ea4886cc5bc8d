import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Countdown } from './countdown.js'

test('time left is that of the steps to come, by those that were seen', () => {
  let now = 0
  const lines: Array<[string, number | undefined]> = []
  const progress = {
    note() {},
    update: (doing: string, leftMs?: number) => lines.push([doing, leftMs]),
    end() {},
  }
  const parts = [
    { steps: 3, stepMs: 100 },
    { steps: 2, stepMs: 50 },
  ]
  const countdown = new Countdown(progress, parts, () => now)
  countdown.update('starts')
  countdown.begin(0, 'family 1')
  now = 30
  countdown.update('cell')
  now = 200
  countdown.update('late')
  countdown.done()
  countdown.begin(0, 'family 2')
  countdown.update('cell')
  now = 400
  countdown.done()
  countdown.begin(1, 'repeat')
  countdown.update('cell')
  now = 410
  countdown.done()
  countdown.update('over')
  assert.deepEqual(lines, [
    ['starts', 400],
    ['family 1, cell', 370],
    // A step that takes longer than expected is as good as over.
    ['family 1, late', 300],
    ['family 2, cell', 500],
    ['repeat, cell', 100],
    ['repeat, over', 10],
  ])
})
