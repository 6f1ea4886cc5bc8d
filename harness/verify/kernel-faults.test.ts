/** Faults that are planted in a copy of a kernel tree, and the cases that must notice them. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { genericTiers, only, skipGeneric, tierOfCopy } from '../../engines/linux/testing.js'
import { CASES } from './cases/index.js'
import { runCase } from './run-case.js'

test('tables of generic_pt that are never freed are noticed by verify', {
  skip: skipGeneric,
}, async () => {
  const fault = only('drivers/iommu/generic_pt/iommu_pt.h', (text) =>
    text.replace(/if \(fully_covered\) \{/, 'if (false) {'),
  )
  const [{ build, engines: right }] = genericTiers
  const { engines } = await tierOfCopy([build], {
    // One format is built soon.
    change: (text, path) => (/iommu_(?!vtdss)\w+\.c$/.test(path) ? undefined : fault(text, path)),
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
