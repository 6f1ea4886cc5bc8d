/** What drivers do around a call, seen from within the page table, and that a forced sync waits. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checked } from './checks/testing.js'
import { skip } from './testing.js'

const SOURCES = [
  'driver/smmu-v3.c',
  'driver/smmu-v2.c',
  'driver/smmu-locked.c',
  'driver/smmu-tlb.c',
  'table/memory.c',
  'cpu/pages.c',
]

test('each driver does around a call what it is there for, and nothing else', { skip }, () => {
  const around = (driver: string, state: string) => [
    `${driver} map: ${state}`,
    `${driver} unmap: ${state}`,
    `${driver} afterwards: lock free, awake 0`,
  ]
  assert.deepEqual(checked('checks/drivers.c', { sources: SOURCES }), [
    ...around('plain', 'lock free, awake 0'),
    ...around('rpm', 'lock free, awake 1'),
    ...around('spinlock', 'lock held, awake 0'),
    'side by side: 0',
    'waits for 0 to 8192',
    'behind a gap: 1',
    'waits for 12288 to 16384',
    'another size: 2',
    'queued before: queued 1 and then 1, nothing gathered',
    'a hole at once: queued 1 and then 0, nothing gathered',
    'a hole after two: queued 1 and then 0, 0 to 8192 by 4096',
    'side by side: queued 1 and then 0, 0 to 16384 by 4096',
    'waits for 0 to 16384',
    'behind a gap: queued 1 and then 0, 20480 to 24576 by 4096',
    'waits for 20480 to 24576',
    'another size: queued 1 and then 0, 2097152 to 4194304 by 2097152',
  ])
})
