import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ABSENT_TIERS, KIB, PAGE } from '../../../engines/index.js'
import { sweepCell } from '../../../workloads/index.js'
import { LimitsFailure, measureMachine, measureRivals, RIVALRIES } from './index.js'

const native = ABSENT_TIERS.find(({ tier }) => tier === 'native')
const skip = native === undefined ? {} : { skip: native.why }

test('every limit is measured once, in a process of its own', skip, async () => {
  const tape = sweepCell({
    bufferBytes: 4 * KIB,
    pageSizes: ['4K'],
    alignment: 'aligned',
    mode: 'coherent-strict',
  }).compile(64)
  const found = await measureMachine({ pteBytes: [4096], loadBytes: [16384], tape }, undefined)
  const keys = found.map(({ name, build, bytes }) => `${name} ${build} ${bytes ?? ''}`)
  assert.equal(new Set(keys).size, keys.length)
  for (const name of ['tape floor', 'memset', 'checked clear', 'dependent load', 'indirect call']) {
    assert.ok(
      found.some((limit) => limit.name === name),
      name,
    )
  }
  assert.ok(found.every(({ tier, ns }) => tier === 'native' && ns >= 0))
})

test('rivals do the same work, in a process of its own, and are told as ratios', skip, async () => {
  for (const rivalry of RIVALRIES.filter(({ bufferBytes }) => bufferBytes <= 2 * 1024 * KIB)) {
    const { map, unmap } = await measureRivals(rivalry, undefined)
    assert.ok(Number.isFinite(map) && Number.isFinite(unmap) && map > 0 && unmap > 0)
  }
})

test('a rivalry that cannot be is a failure', skip, async () => {
  const [rivalry] = RIVALRIES
  assert.ok(rivalry)
  const odd = { ...rivalry, against: 'plain per-page' as const, bufferBytes: PAGE, slots: 1 }
  await assert.rejects(measureRivals(odd, undefined), LimitsFailure)
})
