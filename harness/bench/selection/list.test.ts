import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BUILT_IN_ENGINES, useKernels } from '../../../engines/index.js'
import { genericTiers, skip, skipGeneric, tiers } from '../../../engines/linux/testing.js'
import { cellsOf, loadSuite, suiteNames } from '../../../workloads/index.js'
import { run } from '../../testing/capture.js'
import { type Listing, listingOf, listingText } from './list.js'

const suite = loadSuite('smoke')
const cells = cellsOf(suite)

function withKernels<T>(chosen: typeof tiers, action: () => T): T {
  useKernels(chosen)
  try {
    return action()
  } finally {
    useKernels([])
  }
}

test('--list --json prints for scripts what --list prints', async () => {
  const { code, stdout } = await run('bench', '--list', '--suite', 'smoke', '--json')
  assert.equal(code, 0)
  const listing: Listing = JSON.parse(stdout)
  assert.deepEqual(
    listing.engines.map(({ id }) => id),
    BUILT_IN_ENGINES.map(({ id }) => id),
  )
  assert.deepEqual(
    listing.suites.map(({ name }) => name),
    suiteNames(),
  )
  assert.equal(listing.suite.name, 'smoke')
  assert.deepEqual(
    listing.suite.cells.map(({ id }) => id),
    cells.map(({ id }) => id),
  )
  assert.deepEqual(listing.kernels, [])
  const text = (await run('bench', '--list', '--suite', 'smoke')).stdout
  assert.equal(text, listingText(listing))
  for (const { id } of [...listing.limits, ...listing.suite.cells]) assert.ok(text.includes(id), id)
})

test("a tree's libraries, formats and rows are listed before all else", { skip }, () => {
  const listing = withKernels(tiers, () => listingOf(suite, cells))
  const text = listingText(listing)
  assert.equal(listing.kernels.length, tiers.length)
  for (const [at, { builds, engines: usual, granules, tier }] of tiers.entries()) {
    const engines = [...usual, ...granules]
    const listed = listing.kernels[at]
    assert.deepEqual(
      listed?.engines.map(({ id }) => id),
      engines.map(({ id }) => id),
    )
    assert.deepEqual(
      listed?.libraries.map(({ name }) => name),
      builds.map(({ library }) => library),
    )
    // Every engine of the plain build is a row of its library in one of its formats.
    for (const { format, library, shape, tier: its } of engines) {
      if (its !== tier) continue
      const own = listed?.libraries.find(({ name }) => name === library)
      assert.ok(own?.formats.includes(format), `${tier} ${format}`)
      assert.ok(
        own?.rows.some((row) => row.shape === shape),
        `${tier} ${shape}`,
      )
    }
    assert.ok(text.indexOf(`${tier}, the kernel's own code`) < text.indexOf('Engines, named TIER'))
  }
})

test('the formats of generic_pt are named, and how an engine of theirs is', {
  skip: skipGeneric,
}, () => {
  const [{ tier }] = genericTiers
  const text = withKernels(
    tiers.filter((one) => one.tier === tier),
    () => listingText(listingOf(suite, cells)),
  )
  assert.match(
    text,
    /\ngeneric_pt, named as in linux-\S+\/punt-range@vtd-ss; formats vtd-ss, x86-64, amd-v1/,
  )
  assert.match(text, /\nio-pgtable-arm, named as in linux-[^@]+; formats arm-lpae-4k/)
})

test('what was not built is listed with the reason', { skip }, () => {
  const [tree] = tiers
  const missing = [{ library: 'generic_pt', why: 'gcc says no' }]
  const text = withKernels([{ ...tree, missing }], () => listingText(listingOf(suite, cells)))
  assert.match(text, /^.*\nNot built\n {2}generic_pt {2}gcc says no\n/)
})
