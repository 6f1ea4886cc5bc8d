/** What of a patch is built, and what is said not to be. */
import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { GENERIC_PT } from '../generic-pt/manifest.js'
import { IO_PGTABLE_ARM } from '../io-pgtable-arm/manifest.js'
import { libraryIn, treeOf, useOf } from '../library/files.js'
import { readTree } from '../trees/index.js'
import { git, LIBRARY, writeTree } from '../trees/testing.js'
import { patchTrees } from './index.js'
import { afterPatch, before, change, diffOf, folder, patchOf, tree } from './testing.js'

test('what a patch does to a header that the shim stands for is not built, which is said', async () => {
  const header = 'include/linux/iommu.h'
  const gather = (body: string) =>
    `static inline void iommu_iotlb_gather_add_page(int page)\n{\n\t${body};\n}\n`
  const headerWith = (body: string, value: number) =>
    `${gather(body)}\n\n\n\n\n#define NOBODY_HAS_THIS ${value}\n`
  const library = `${before}int uses = NOBODY_HAS_THIS;\n`
  writeTree(folder, { [header]: headerWith('old()', 1), [LIBRARY]: library })
  git(folder, 'add', '.')
  git(folder, 'commit', '--quiet', '-m', 'a header')
  const tree = await readTree(folder, [IO_PGTABLE_ARM])
  const patchWith = (text: string, ofLibrary = library) =>
    patchOf('a.patch', diffOf({ [header]: text, [LIBRARY]: ofLibrary }))
  const alone = patchWith(headerWith('changed()', 1))
  const beside = patchWith(headerWith('changed()', 1), library.replace('second', 'changed'))
  const taken = patchWith(headerWith('old()', 2))
  git(folder, 'reset', '--quiet', '--hard', 'HEAD~1')
  assert.throws(
    () => afterPatch(tree, alone),
    /what it changes in include\/linux\/iommu\.h is not built .*, and it touches none of /,
  )
  assert.match(
    afterPatch(tree, beside).notes.join('\n'),
    /what it changes in include\/linux\/iommu\.h is not built/,
  )
  const { notes, around } = afterPatch(tree, taken)
  assert.deepEqual(notes, [])
  assert.match(around.map(({ text }) => text).join(), /NOBODY_HAS_THIS 2/)
})

test('files that a patch adds under names of its own are of the library that comes to have them', () => {
  const files = {
    'include/linux/my-header.h': 'int header;\n',
    'drivers/iommu/arm/my-other.h': 'int other;\n',
    'drivers/iommu/my-helper.c': 'int helper;\n',
    'drivers/iommu/my-driver.c': 'int driver;\n',
    'include/linux/nobodys.h': 'int nobodys;\n',
    'drivers/iommu/Makefile':
      'obj-$(CONFIG_IOMMU_IO_PGTABLE_LPAE) += my-helper.o\nobj-$(CONFIG_MINE) += my-driver.o\n',
    [LIBRARY]: `#include <linux/my-header.h>\n#include "arm/my-other.h"\n${before}`,
  }
  writeTree(folder, files)
  git(folder, 'add', '-N', '.')
  const diff = git(folder, 'diff')
  git(folder, 'reset', '--quiet')
  for (const path of Object.keys(files)) if (path !== LIBRARY) rmSync(join(folder, path))
  git(folder, 'checkout', '--quiet', '.')
  const patched = afterPatch(tree, patchOf('a.patch', diff))
  const known = tree.files.map(({ path }) => path)
  assert.deepEqual(
    patched.files.map(({ path }) => path).filter((path) => !known.includes(path)),
    ['drivers/iommu/arm/my-other.h', 'drivers/iommu/my-helper.c', 'include/linux/my-header.h'],
  )
  const [library, other] = [IO_PGTABLE_ARM, GENERIC_PT].map((one) => libraryIn(patched, one))
  assert.equal(useOf(library, 'drivers/iommu/my-helper.c'), 'compiled')
  assert.equal(treeOf(patched, library).files.length, known.length + 3)
  assert.equal(useOf(other, 'drivers/iommu/my-helper.c'), undefined)
  const [again] = patchTrees(patched, [
    patchOf('b.patch', diffOf({ 'drivers/iommu/io-pgtable.c': 'int changed;\n' })),
  ])
  assert.ok(again.files.some(({ path }) => path === 'drivers/iommu/my-helper.c'))
})

test("flags of a patch's Makefile for files of a library are said to be unused", () => {
  const flags = [
    '--- a/drivers/iommu/Makefile',
    '+++ b/drivers/iommu/Makefile',
    '@@ -1 +1,3 @@',
    ' obj-y += x.o',
    '+CFLAGS_io-pgtable-arm.o += -DMINE',
    '+CFLAGS_other.o += -DOTHER',
    '+ccflags-y += -DALL',
    '',
  ].join('\n')
  const { notes } = afterPatch(tree, patchOf('a.patch', `${flags}${diffOf(change)}`))
  assert.deepEqual(
    notes.map((note) => note.replace(/^.*a\.patch: /, '')),
    ['CFLAGS_io-pgtable-arm.o', 'ccflags-y'].map(
      (name) => `${name} in drivers/iommu/Makefile is not used: builds have flags of their own`,
    ),
  )
})
