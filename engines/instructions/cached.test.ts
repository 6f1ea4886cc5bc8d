/** What was counted is cached by all that it depends on. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Cycles, Job } from './batch.js'
import { keyOf } from './cached.js'
import type { Meter } from './meter.js'
import { bufferTape, DOMAIN } from './testing.js'

const job: Job = {
  engine: { program: '/a', shape: 'punt', format: 'arm-lpae-4k', driver: 'plain' },
  domain: DOMAIN,
  tape: bufferTape(4),
}
const cycles: Cycles = { warm: 2, few: 1, many: 2 }
const meter: Meter = { source: 'callgrind', tool: 'valgrind-3.19.0' }

const key = keyOf(job, 'sum', cycles, meter)

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
