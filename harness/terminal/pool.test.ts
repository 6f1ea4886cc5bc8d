import assert from 'node:assert/strict'
import { availableParallelism } from 'node:os'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { pool } from './pool.js'

test('every item is done once, and no more at a time than there are CPUs', async () => {
  const items = Array.from({ length: 30 }, (_, at) => at)
  const done: number[] = []
  let running = 0
  let most = 0
  await pool(items, async (item) => {
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
  await pool([], async () => assert.fail('there was no item'))
})

test('what fails is reported', async () => {
  await assert.rejects(
    pool([1], async () => {
      throw new Error('broken')
    }),
    /broken/,
  )
})
