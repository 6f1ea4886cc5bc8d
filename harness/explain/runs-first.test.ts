import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Event } from './event.js'
import { runsFirst } from './runs-first.js'

const add = (iova: number): Event => ({ type: 'tlb-add', iova, granule: 4096 })
const backOf = (index: number, count = 1): Event => ({ type: 'write-back', index, count })
const read = (level: number, index: number, count: number): Event => ({
  type: 'read',
  level,
  index,
  count,
})
const write = (index: number, count: number): Event => ({ type: 'write', level: 3, index, count })
const cleared = (count: number): Event => ({ type: 'clear-leaves', count })
const forced: Event = { type: 'sync', forced: true, start: 0, end: 4096, pgsize: 4096 }

test('a run is printed before what followed from it', () => {
  const walk = [read(3, 0, 1)]
  const consequences = [backOf(0), add(0), backOf(1), add(4096), forced]
  const report = [read(3, 0, 3), write(0, 2), cleared(2)]
  assert.deepEqual(runsFirst([...walk, ...consequences, ...report]), [
    ...walk,
    ...report,
    ...consequences,
  ])
})

test('what followed from an earlier run stays with that run', () => {
  const first = [add(0), read(3, 511, 1), write(511, 1), cleared(1)]
  const second = [add(4096), read(3, 0, 1), write(0, 1), cleared(1)]
  assert.deepEqual(runsFirst([...first, ...second]), [
    ...first.slice(1),
    first[0],
    ...second.slice(1),
    second[0],
  ])
})

test('a write-back of a whole run stays behind the run that it belongs to', () => {
  const events = [
    write(0, 512),
    cleared(512),
    backOf(0, 512),
    read(2, 1, 1),
    write(1, 1),
    cleared(1),
  ]
  assert.deepEqual(runsFirst(events), events)
})
