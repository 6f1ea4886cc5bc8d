/** The configuration of trees: a patch's own Kconfig, --config, and the notes of what is left out. */
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { readTrees } from '../index.js'
import { LIBRARY, temporaryFolder, writeTree } from '../trees/testing.js'

const folder = writeTree(temporaryFolder())

/** A patch that adds work behind a symbol, and the symbol to Kconfig. */
function patchWith(setting: string): string {
  const patch = join(temporaryFolder(), 'my.patch')
  writeFileSync(
    patch,
    `--- a/drivers/iommu/Kconfig
+++ b/drivers/iommu/Kconfig
@@ -1,1 +1,4 @@
 # x
+config MINE
+\tbool "Mine"
+\tdefault ${setting}
--- a/${LIBRARY}
+++ b/${LIBRARY}
@@ -1,3 +1,7 @@
 int of_drivers_iommu_io_pgtable_arm_c;
+#ifdef CONFIG_MINE
+int mine;
+int mine_too;
+#endif
 int second;
 int third;
`,
  )
  return patch
}

test('what a patch sets by default is set for its tree alone', async () => {
  const [plain, patched] = await readTrees([folder], { patches: [patchWith('y')] })
  assert.deepEqual(plain.config, {})
  assert.deepEqual(patched.config, { CONFIG_MINE: 'y' })
  assert.deepEqual(patched.notes, [])
})

test('a patch on top of one that sets a symbol takes it back', async () => {
  const next = join(temporaryFolder(), 'next.patch')
  const diff = `--- a/drivers/iommu/Kconfig
+++ b/drivers/iommu/Kconfig
@@ -2,3 +2,3 @@
 config MINE
 \tbool "Mine"
-\tdefault y
+\tdefault n
--- a/${LIBRARY}
+++ b/${LIBRARY}
@@ -3,3 +3,4 @@
 int mine;
 int mine_too;
 #endif
+int more;
`
  writeFileSync(next, diff)
  const configs = async (...config: string[]) =>
    (await readTrees([folder], { patches: [patchWith('y'), next], config })).map(
      (tree) => tree.config,
    )
  const set = { CONFIG_MINE: 'y' }
  assert.deepEqual(await configs(), [{}, set, {}])
  writeFileSync(next, diff.slice(diff.indexOf(`--- a/${LIBRARY}`)))
  assert.deepEqual(await configs(), [{}, set, set])
  writeFileSync(next, diff)
  assert.deepEqual(await configs('CONFIG_MINE=y'), [set, set, set])
})

test('what stays behind a symbol is said, and --config sets it or takes it back', async () => {
  const read = async (setting: string, ...config: string[]) =>
    (await readTrees([folder], { patches: [patchWith(setting)], config }))[1]
  const said = /2 lines of the patch are behind CONFIG_MINE, which is not set/
  assert.match((await read('n')).notes.join('\n'), said)
  assert.deepEqual((await read('n', 'CONFIG_MINE=y')).notes, [])
  const back = await read('y', 'CONFIG_MINE=n')
  assert.deepEqual(back.config, { CONFIG_MINE: 'n' })
  assert.match(back.notes.join('\n'), said)
})

test('a symbol that no file asks for is refused', async () => {
  await assert.rejects(
    readTrees([folder], { patches: [patchWith('y')], config: ['CONFIG_OTHER=y'] }),
    /--config CONFIG_OTHER: no file of the trees asks for it; they ask for CONFIG_MINE$/,
  )
})

test('a tree that is named twice is said to be one', async () => {
  const same = writeTree(temporaryFolder())
  const trees = await readTrees([folder, same])
  assert.equal(trees.length, 1)
  assert.match(trees[0].notes.join('\n'), /the same files as .*, named once/)
})
