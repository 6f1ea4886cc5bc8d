/** A library whose build fails: the other one of the tree works, and what is missing is reported. */
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { projectRoot } from '../contract/index.js'
import { both, withFormats } from './generic-pt/testing.js'
import { type LinuxTier, linuxTier, PLAIN_BUILDS, readTrees } from './index.js'
import {
  armTiers,
  type Change,
  copyOf,
  genericTiers,
  runsAndTimes,
  skipGeneric,
  tierOfCopy,
} from './testing.js'
import { cacheFolder } from './trees/index.js'
import { git, LIBRARY, temporaryFolder, writeTree } from './trees/testing.js'

/** Both libraries of a tree that has them. */
function builds() {
  return genericTiers.flatMap((generic) => {
    const arm = armTiers.find(({ tier }) => tier === generic.tier)
    return arm === undefined ? [] : [[arm.build, generic.build]]
  })[0]
}

const skip =
  skipGeneric || (builds() === undefined && 'no kernel tree with both libraries was found')

const GENERIC = /^drivers\/iommu\/(generic_pt\/|iommu-pages\.h)/

/** A newer kernel: names of generic_pt's files are others. */
function renaming(names: Readonly<Record<string, string>>): Change {
  const renamed: Change = (text, path) =>
    GENERIC.test(path)
      ? Object.entries(names).reduce((changed, [before, now]) => {
          return changed.replace(new RegExp(`\\b${before}\\b`, 'g'), now)
        }, text)
      : text
  return both(renamed, withFormats('vtdss'))
}

/** The tier of a tree whose generic_pt does not compile, and why. */
async function withoutGeneric(
  names: Readonly<Record<string, string>>,
): Promise<{ tier: LinuxTier; why: string }> {
  const tier = await tierOfCopy(builds(), { change: renaming(names) })
  assert.deepEqual(
    tier.missing.map(({ library }) => library),
    ['generic_pt'],
  )
  return { tier, why: tier.missing[0].why }
}

/** @throws AssertionError where a text says where things lie on this machine. */
function tellsNoFolder(why: string): void {
  for (const folder of [projectRoot(), cacheFolder()]) assert.ok(!why.includes(folder), why)
  assert.ok(!why.includes('\n'), why)
}

test('two names that the shim lacks are reported with their places, and where to add them; the other library runs', {
  skip,
}, async () => {
  const { tier, why } = await withoutGeneric({
    try_cmpxchg64_release: 'try_cmpxchg64_published',
    memset_after: 'memset_behind',
  })
  tellsNoFolder(why)
  assert.match(why, /uses 2 names that the shim does not know: /)
  assert.match(why, /try_cmpxchg64_published \(drivers\/iommu\/generic_pt\/[\w/]+\.h:\d+\)/)
  assert.match(why, /memset_behind \(drivers\/iommu\/generic_pt\/iommu_pt\.h:\d+\)/)
  assert.match(why, /add what is missing to engines\/linux\/generic-pt\/shim\.h /)
  assert.match(why, /as docs\/kernel-tier\.md says$/)
  assert.deepEqual(
    tier.builds.map(({ library }) => library),
    ['io-pgtable-arm'],
  )
  const plain = tier.engines.filter(({ variant }) => variant.name === '')
  assert.ok(plain.some(({ shape }) => shape === 'map-unmap-pages'))
  for (const engine of plain) runsAndTimes(engine, {})
})

test('a name that our own code looks for in the tree is reported with its place in our code', {
  skip,
}, async () => {
  const { why } = await withoutGeneric({ pt_entry_oa_lg2sz: 'pt_entry_oa_size_lg2' })
  tellsNoFolder(why)
  assert.match(why, /pt_entry_oa_lg2sz \(engines\/linux\/generic-pt\/view\.h:\d+\)/)
})

test('a function that the tree declares and nobody has is reported too', { skip }, async () => {
  const { why } = await withoutGeneric({ iommu_put_pages_list: 'iommu_release_pages_list' })
  tellsNoFolder(why)
  assert.match(why, /iommu_release_pages_list/)
})

/** Trees without a patch and with one, which is made by a change to the clone in a folder. */
function treesOf(folder: string, change: () => void) {
  git(folder, 'init', '--quiet')
  git(folder, 'add', '.')
  git(folder, 'commit', '--quiet', '-m', 'before')
  change()
  const patch = join(temporaryFolder(), 'my.patch')
  writeFileSync(patch, git(folder, 'diff', '--cached', '-M'))
  git(folder, 'reset', '--quiet', '--hard')
  return readTrees([folder], { patches: [patch] })
}

const rename = (folder: string) => () => {
  git(folder, 'mv', LIBRARY, 'drivers/iommu/renamed.c')
}

test('a patch that takes the only library away is refused', async () => {
  const folder = writeTree(temporaryFolder())
  const [, patched] = await treesOf(folder, rename(folder))
  await assert.rejects(
    linuxTier(patched),
    /^InputError: --kernel \S+ with --patch \S+my\.patch: Linux 6\.1\.7 has no drivers\/iommu\/io-pgtable-arm\.c once the patch is applied, and io-pgtable-arm is not built without it; leave the file where it is$/,
  )
})

test('of two libraries, the one that a patch takes away is reported, and so is one that is there in part', {
  skip,
}, async () => {
  const folder = copyOf(builds() ?? [], { change: withFormats('vtdss') })
  const [, patched] = await treesOf(folder, rename(folder))
  const { builds: built, missing } = await linuxTier(patched, PLAIN_BUILDS)
  assert.deepEqual(
    [built.map(({ library }) => library), missing.map(({ library }) => library)],
    [['generic_pt'], ['io-pgtable-arm']],
  )
  const args = 'include/linux/args.h'
  const { missing: part } = await tierOfCopy(builds() ?? [], {
    change: both(withFormats('vtdss'), (text, path) => (path === args ? undefined : text)),
  })
  assert.match(
    part.map(({ why }) => why).join(),
    /there has no include\/linux\/args\.h; name a tree with all of generic_pt$/,
  )
})
