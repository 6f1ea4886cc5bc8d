/** Libraries in other shapes: several files, headers of their own, ops of older kernels. */
import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { buildTree } from './build/build-tree.js'
import { kernelSelfTests, linuxTier, PLAIN_BUILDS, readTrees, SELF_TEST } from './index.js'
import { IO_PGTABLE_ARM } from './io-pgtable-arm/manifest.js'
import { LIBRARIES } from './libraries.js'
import { type Change, copyOf, runsAndTimes, skip, tiersOf } from './testing.js'
import { readTree } from './trees/index.js'
import { temporaryFolder, writeTree } from './trees/testing.js'

const ARM = 'drivers/iommu/io-pgtable-arm.c'
const OPS = 'include/linux/io-pgtable.h'
const { tiers, skip: skip612 } = tiersOf('6.12')
const { tiers: old, skip: skip510 } = tiersOf('5.10')

async function tierWith(change: Change, more: Record<string, string> = {}) {
  const [{ build }] = tiers
  const [tree] = await readTrees([copyOf([build], { change, more })])
  return { tree, tier: await linuxTier(tree, [...PLAIN_BUILDS, SELF_TEST]) }
}

test('headers are followed, however far, and only those that are included', async () => {
  const folder = writeTree(temporaryFolder(), {
    [ARM]: '#include "one.h"\n#include <linux/io-pgtable-two.h>\n#include "iommu-pages.h"\n',
    'drivers/iommu/one.h': '#include "three.h"\n',
    'drivers/iommu/three.h': 'int three;\n',
    'drivers/iommu/other.h': 'int other;\n',
    'drivers/iommu/iommu-pages.h': 'int pages;\n',
    'include/linux/io-pgtable-two.h': 'int two;\n',
    'drivers/iommu/io-pgtable-arm-more.c': 'int more;\n',
    'drivers/iommu/io-pgtable-arm-v7s.c': 'int v7s;\n',
  })
  const tree = await readTree(folder, LIBRARIES)
  const has = (path: string) => tree.files.some((file) => file.path === path)
  const [one, three, two] = ['one.h', 'three.h', '../../include/linux/io-pgtable-two.h'].map(
    (name) => has(join('drivers/iommu', name)),
  )
  assert.deepEqual([one, three, two], [true, true, true])
  assert.ok(has('drivers/iommu/io-pgtable-arm-more.c'))
  assert.ok(!has('drivers/iommu/other.h'))
  assert.ok(!has('drivers/iommu/io-pgtable-arm-v7s.c'))
})

test('a library in two files with a header of its own counts and runs', {
  skip: skip612,
}, async () => {
  const typed = /^typedef u64 arm_lpae_iopte;$/m
  const { tier, tree } = await tierWith(
    (text, path) => {
      if (path !== ARM) return text
      return text.replace(typed, '#include <linux/io-pgtable-arm.h>\n#include "vendor.h"')
    },
    {
      'include/linux/io-pgtable-arm.h': 'typedef u64 arm_lpae_iopte;\n',
      'drivers/iommu/vendor.h': 'int vendor_called(int x);\n',
      'drivers/iommu/io-pgtable-arm-common.c':
        '#include <linux/types.h>\n#include <linux/io-pgtable-arm.h>\n#include "vendor.h"\nint vendor_called(int x)\n{\n\treturn x;\n}\n',
    },
  )
  assert.ok(tree.files.some(({ path }) => path === 'drivers/iommu/vendor.h'))
  const engine = tier.engines.find(({ shape }) => shape === 'map-unmap-pages')
  assert.ok(engine)
  runsAndTimes(engine, {})
  assert.equal(tier.builds[0].semantics.insideBlock, tiers[0].build.semantics.insideBlock)
  const [{ ran }] = await kernelSelfTests(tier)
  assert.ok('tests' in ran && ran.tests.length > 0 && ran.tests.every(({ ok }) => ok))
})

test('a build is of what its library declares now, whatever an earlier one declared', {
  skip: skip612,
}, async () => {
  const [{ build }] = tiers
  const [tree] = await readTrees([copyOf([build])])
  const [library] = LIBRARIES
  const before = await buildTree(tree, library, PLAIN_BUILDS)
  const formats: typeof library.formats = (files) =>
    library.formats(files).map((format) => ({ ...format, coherentOnly: 'for a while' }))
  const after = await buildTree(tree, { ...library, formats }, PLAIN_BUILDS)
  assert.equal(before.formats[0].coherentOnly, undefined)
  assert.equal(after.formats[0].coherentOnly, 'for a while')
})

/** Functions by which a tree that splits blocks is known. */
const OF_SPLITS = ['arm_lpae_split_blk_unmap(', 'arm_lpae_install_table(', 'iopte_leaf(']

function renamed(text: string, functions: readonly string[]): string {
  return functions.reduce((all, one) => all.replaceAll(one, one.replace('(', '_renamed(')), text)
}

test('blocks are split whatever the functions that do it are called', {
  skip: skip612,
}, async () => {
  const [{ build }] = tiers
  const [tree] = await readTrees([copyOf([build])])
  const text = tree.files.find(({ path }) => path === ARM)?.text ?? ''
  const declared = (functions: readonly string[]) =>
    IO_PGTABLE_ARM.semantics(renamed(text, functions)).insideBlock
  for (const kept of OF_SPLITS) {
    assert.equal(declared(OF_SPLITS.filter((one) => one !== kept)), 'split', kept)
  }
  assert.equal(declared(OF_SPLITS), 'refused')
})

test('what a library declares is read from all its files', { skip: skip612 }, async () => {
  const { tier } = await tierWith(
    (text, path) => (path === ARM ? renamed(text, OF_SPLITS) : text),
    {
      'drivers/iommu/io-pgtable-arm-common.c': `#include <linux/types.h>\n/* arm_lpae_split_blk_unmap() is here */\nint elsewhere;\n`,
    },
  )
  assert.equal(tier.builds[0].semantics.insideBlock, 'split')
})

test('a header that the tree lacks is named before any name', { skip: skip612 }, async () => {
  const built = tierWith((text, path) =>
    path === ARM
      ? text.replace('#include "io-pgtable-arm.h"', '$&\n#include "vendor.h"\nvendor_type unknown;')
      : text,
  )
  await assert.rejects(
    built,
    /lacks a header of its own: drivers\/iommu\/vendor\.h \(included by drivers\/iommu\/io-pgtable-arm\.c\)/,
  )
})

test('.map without gfp, as before v5.8, runs', { skip: skip510 }, async () => {
  const [{ build }] = old
  const change: Change = (text, path) => {
    if (path === OPS) return text.replace(/(\(\*map\)\([^)]*), gfp_t gfp\)/, '$1)')
    if (path !== ARM) return text
    return text
      .replace(
        /(static int arm_lpae_map\([^)]*prot), gfp_t gfp\)\n\{/,
        '$1)\n{\n\tgfp_t gfp = GFP_ATOMIC;',
      )
      .replace(/(ops->map\([^;]*?), GFP_KERNEL\)/g, '$1)')
  }
  const [tree] = await readTrees([copyOf([build], { change })])
  const tier = await linuxTier(tree, PLAIN_BUILDS)
  assert.ok(tier.builds[0].features.includes('UB_MAP_WITHOUT_GFP'))
  for (const engine of tier.engines.filter(({ variant }) => variant.name === '')) {
    runsAndTimes(engine, {})
  }
})

test('a tree whose ops have other names than any row calls is refused', async () => {
  const folder = writeTree(temporaryFolder(), {
    [OPS]: 'struct iommu_flush_ops {};\nint (*map_range)(int size);\n',
  })
  const [tree] = await readTrees([folder])
  await assert.rejects(
    linuxTier(tree),
    /io-pgtable-arm of Linux 6\.1\.7 has none of \.map_pages, \.map among its ops, by which rows call it/,
  )
})

test('a tree that is too old is refused in one sentence, with the oldest that is not', {
  skip,
}, async () => {
  const folder = writeTree(temporaryFolder())
  const [tree] = await readTrees([folder])
  await assert.rejects(linuxTier(tree), (error: Error) => {
    assert.match(error.message, /has no struct iommu_flush_ops; the oldest version .* is v5\.4$/)
    assert.doesNotMatch(error.message, /shim/)
    return true
  })
  // Its header's place before v5.0.
  const older = temporaryFolder()
  for (const [path, text] of Object.entries({
    Makefile: 'VERSION = 4\nPATCHLEVEL = 19\nSUBLEVEL = 1\n',
    [ARM]: '#include "io-pgtable.h"\n',
    'drivers/iommu/io-pgtable.c': '\n',
    'drivers/iommu/io-pgtable.h': '\n',
  })) {
    mkdirSync(dirname(join(older, path)), { recursive: true })
    writeFileSync(join(older, path), text)
  }
  await assert.rejects(readTrees([older]), /has no include\/linux\/io-pgtable\.h.*v5\.4 or later/)
})
