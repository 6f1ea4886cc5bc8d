import assert from 'node:assert/strict'
import { availableParallelism } from 'node:os'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { eachAtOnce } from './each-at-once.js'

test('every item is done once, and no more at a time than there are CPUs', async () => {
  const items = Array.from({ length: 30 }, (_, at) => at)
  const done: number[] = []
  let running = 0
  let most = 0
  await eachAtOnce(items, async (item) => {
    most = Math.max(most, ++running)
    await wait(1)
    running--
    done.push(item)
  })
  assert.deepEqual(
    [...done].sort((a, b) => a - b),
    items,
  )
  assert.ok(most <= availableParallelism())
})

test('nothing to do is done', async () => {
  await eachAtOnce([], async () => assert.fail('there was no item'))
})

test('what fails is reported', async () => {
  await assert.rejects(
    eachAtOnce([1], async () => {
      throw new Error('broken')
    }),
    /broken/,
  )
})
