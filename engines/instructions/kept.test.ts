/** What was counted is kept by all that it depends on, and only what was written is believed. */
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Cycles, Job } from './batch.js'
import { dropOldest, keep, keptFolder, keyOf, readKept } from './kept.js'
import type { Meter } from './meter.js'
import { bufferTape, DOMAIN, ownCache } from './testing.js'

ownCache()

const job: Job = {
  engine: { program: '/a', shape: 'punt', format: 'arm-lpae-4k', driver: 'plain' },
  domain: DOMAIN,
  tape: bufferTape(4),
}
const cycles: Cycles = { warm: 2, few: 1, many: 2 }
const meter: Meter = { source: 'callgrind', tool: 'valgrind-3.19.0' }
const cycle = { map: { instructions: 12.5, stacks: { run_maps: 12.5 } } }

const key = keyOf(job, 'sum', cycles, meter)

test('what was kept is found by its key alone', () => {
  assert.equal(readKept(key), undefined)
  keep(key, cycle)
  assert.deepEqual(readKept(key), cycle)
})

test('a key tells builds, engines, domains, tapes and tools apart, and not where programs lie', () => {
  const { domain, engine } = job
  const others = [
    keyOf(job, 'other build', cycles, meter),
    keyOf({ ...job, engine: { ...engine, shape: 'per-page' } }, 'sum', cycles, meter),
    keyOf({ ...job, engine: { ...engine, format: 'other' } }, 'sum', cycles, meter),
    keyOf({ ...job, engine: { ...engine, driver: 'rpm' } }, 'sum', cycles, meter),
    keyOf({ ...job, domain: { ...domain, coherent: false } }, 'sum', cycles, meter),
    keyOf({ ...job, domain: { ...domain, strict: false } }, 'sum', cycles, meter),
    keyOf({ ...job, domain: { ...domain, maxTables: 9 } }, 'sum', cycles, meter),
    keyOf({ ...job, tape: bufferTape(5) }, 'sum', cycles, meter),
    keyOf(job, 'sum', { ...cycles, many: 3 }, meter),
    keyOf(job, 'sum', cycles, { ...meter, tool: 'valgrind-3.24.0' }),
    keyOf(job, 'sum', cycles, { ...meter, source: 'perf_event' }),
  ]
  assert.equal(new Set([key, ...others]).size, others.length + 1)
  const moved = { ...job, engine: { ...engine, program: '/b' } }
  assert.equal(keyOf(moved, 'sum', cycles, meter), key)
})

for (const [what, spoil] of [
  ['another figure', (text: string) => text.replace('12.5', '11.5')],
  ['another key', (text: string) => text.replace(key, 'f'.repeat(64))],
  ['half of it', (text: string) => text.slice(0, text.length / 2)],
  ['no figure', (text: string) => text.replace('12.5', '"many"')],
] as const) {
  test(`an entry with ${what} is none`, () => {
    keep(key, cycle)
    const file = join(keptFolder(), `${key}.json`)
    writeFileSync(file, spoil(readFileSync(file, 'utf8')))
    assert.equal(readKept(key), undefined)
  })
}

test('the oldest go where there are too many', () => {
  const keys = ['a', 'b', 'c'].map((letter) => letter.repeat(64))
  for (const [at, one] of keys.entries()) {
    keep(one, cycle)
    utimesSync(join(keptFolder(), `${one}.json`), at, at)
  }
  dropOldest(readdirSync(keptFolder()).length - 1)
  assert.ok(!existsSync(join(keptFolder(), `${keys[0]}.json`)))
  assert.deepEqual(readKept(keys[1]), cycle)
})
