/** Trees that `--kernel` names, one of whose libraries cannot be built. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { kernelTiers } from '../../engines/index.js'
import { both, withFormats } from '../../engines/linux/generic-pt/testing.js'
import {
  armTiers,
  copyOf,
  genericTiers,
  only,
  skipGeneric as skip,
} from '../../engines/linux/testing.js'
import { kernelBuild } from '../bench/record/tiers.js'
import { openKernels } from './open-kernels.js'

test('a library that cannot be built is reported once in a line that stays, and in the result', {
  skip,
}, async () => {
  const [generic] = genericTiers
  const arm = armTiers.filter(({ tier }) => tier === generic.tier)
  const renamed = only('drivers/iommu/generic_pt/iommu_pt.h', (text) =>
    text.replaceAll('memset_after', 'memset_behind'),
  )
  const copy = copyOf(
    [generic, ...arm].map(({ build }) => build),
    {
      change: both(renamed, withFormats('vtdss')),
    },
  )
  const notes: string[] = []
  const progress = { note: (text: string) => notes.push(text), update: () => {}, end: () => {} }
  assert.equal(await openKernels({ kernel: [copy], patch: [] }, progress), 1)
  assert.equal(notes.length, 1)
  assert.match(
    notes[0],
    /^linux-0\.1\.2: generic_pt is missing: .*memset_behind \(drivers\/iommu\//,
  )
  const [tier] = kernelTiers()
  const { missing } = kernelBuild(tier)
  assert.equal(`linux-0.1.2: generic_pt is missing: ${missing?.generic_pt}`, notes[0])
})
