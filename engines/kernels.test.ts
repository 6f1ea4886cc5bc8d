/** Built trees, as other processes find them. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { kernelTiers, useKernels } from './kernels.js'
import { skip, tiers } from './linux/testing.js'

const VARIABLE = 'UNMAP_BENCH_KERNELS'

test('a process finds the tiers of the one that started it, by their own names where they share a build', {
  skip,
}, async () => {
  const patched = { ...tiers[0], tier: `${tiers[0].tier}-patched` }
  useKernels([...tiers, patched])
  const inherited = process.env[VARIABLE]
  useKernels([])
  assert.deepEqual(kernelTiers(), [])
  process.env[VARIABLE] = inherited
  const started: typeof import('./kernels.js') = await import(
    new URL('./kernels.js?started', import.meta.url).href
  )
  const idsOf = (all: typeof tiers) => all.map(({ engines }) => engines.map(({ id }) => id))
  const found = started.kernelTiers()
  assert.deepEqual(
    found.map(({ tier }) => tier),
    [...tiers, patched].map(({ tier }) => tier),
  )
  assert.deepEqual(idsOf(found.slice(0, -1)), idsOf(tiers))
  const own = found.at(-1)?.engines.map(({ id }) => id)
  assert.deepEqual(
    own,
    tiers[0].engines.map(({ id }) => id.replace(tiers[0].tier, patched.tier)),
  )
  useKernels([])
})
