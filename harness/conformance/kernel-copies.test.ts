/** Copies of a kernel tree: faults that are planted in one, and a format that one alone has. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { both, withFormats, withMadeUpFormat } from '../../engines/linux/generic-pt/testing.js'
import { genericTiers, only, skipGeneric, tierOfCopy } from '../../engines/linux/testing.js'
import { CASES } from './cases/index.js'
import { runCase } from './trial/run-case.js'

test('tables of generic_pt that are never freed are noticed by verify', {
  skip: skipGeneric,
}, async () => {
  const fault = only('drivers/iommu/generic_pt/iommu_pt.h', (text) =>
    text.replace(/if \(fully_covered\) \{/, 'if (false) {'),
  )
  const [{ build, engines: right }] = genericTiers
  const { engines } = await tierOfCopy([build], {
    change: both(fault, withFormats('vtdss')),
  })
  const failedOf = (among: typeof right) => {
    const engine = among.find(({ id }) => id.endsWith('/punt-range@vtd-ss'))
    assert.ok(engine)
    const failed = CASES.filter((one) => runCase(one, engine).status === 'failed')
    return failed.map(({ name }) => name)
  }
  assert.deepEqual(failedOf(right), [])
  assert.deepEqual(failedOf(engines), [
    'the memory of a table that went is used again after the sync, and not before',
  ])
})

test('engines of a format that nobody knows pass every case that applies to them', {
  skip: skipGeneric,
}, async () => {
  const [tier] = genericTiers
  const { change, more } = withMadeUpFormat(tier)
  const formats = withFormats('x86_64', 'riscv64')
  const { engines } = await tierOfCopy([tier.build], { change: both(change, formats), more })
  const own = engines.filter(({ format }) => format === 'made-up')
  assert.ok(own.length > 0)
  for (const engine of own) {
    for (const one of CASES) {
      const verdict = runCase(one, engine)
      assert.notEqual(
        verdict.status,
        'failed',
        `${engine.id}, ${one.name}: ${JSON.stringify(verdict)}`,
      )
    }
  }
})
