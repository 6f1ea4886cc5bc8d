import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ABSENT_TIERS, KIB } from '../../engines/index.js'
import { sweepCell } from '../../workloads/index.js'
import { measureMachine } from './index.js'

const native = ABSENT_TIERS.find(({ tier }) => tier === 'native')

test(
  'every limit is measured once, in a process of its own',
  native === undefined ? {} : { skip: native.why },
  async () => {
    const tape = sweepCell({
      bufferBytes: 4 * KIB,
      pageSizes: ['4K'],
      alignment: 'aligned',
      mode: 'coherent-strict',
    }).compile(64)
    const found = await measureMachine({ pteBytes: [4096], loadBytes: [16384], tape }, undefined)
    const keys = found.map(({ name, build, bytes }) => `${name} ${build} ${bytes ?? ''}`)
    assert.equal(new Set(keys).size, keys.length)
    for (const name of [
      'tape floor',
      'memset',
      'checked clear',
      'dependent load',
      'indirect call',
    ]) {
      assert.ok(
        found.some((limit) => limit.name === name),
        name,
      )
    }
    assert.ok(found.every(({ tier, ns }) => tier === 'native' && ns >= 0))
  },
)
