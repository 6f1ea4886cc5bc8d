import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ABSENT_TIERS, MIB, PAGE } from '../../../engines/index.js'
import { WorkerFailure } from '../../processes/failure.js'
import { spawn } from '../../processes/handle.js'
import { LIMITS } from './protocol.js'
import { RIVALRIES } from './rivals.js'

const native = ABSENT_TIERS.find(({ tier }) => tier === 'native')
const skip = native === undefined ? {} : { skip: native.why }

test(
  'rivals do the same work, in a process of its own, and are reported as ratios',
  skip,
  async (t) => {
    const worker = spawn(LIMITS)
    t.after(() => worker.stop())
    for (const rivalry of RIVALRIES.filter(({ bufferBytes }) => bufferBytes <= 2 * MIB)) {
      const { map, unmap } = await worker.request('rivals', rivalry, 60_000)
      assert.ok(Number.isFinite(map) && Number.isFinite(unmap) && map > 0 && unmap > 0)
    }
  },
)

test('a rivalry that cannot be is a failure', skip, async (t) => {
  const worker = spawn(LIMITS)
  t.after(() => worker.stop())
  const odd = {
    shape: 'punt-range',
    against: 'plain per-page',
    bufferBytes: PAGE,
    slots: 1,
  } as const
  await assert.rejects(worker.request('rivals', odd, 60_000), WorkerFailure)
})
