/** A tree of a few lines in a clone, and patches to it. */
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { InputError } from '../../contract/index.js'
import { IO_PGTABLE_ARM } from '../io-pgtable-arm/manifest.js'
import { type KernelTree, readTree } from '../trees/index.js'
import { git, LIBRARY, sharedFolder, temporaryFolder, writeTree } from '../trees/testing.js'
import { patchTrees } from './index.js'

export const folder = writeTree(sharedFolder(), { 'drivers/iommu/other.c': 'int other;\n' })
git(folder, 'init', '--quiet')
git(folder, 'add', '.')
git(folder, 'commit', '--quiet', '-m', 'first')
export const tree = await readTree(folder, [IO_PGTABLE_ARM])
export const before = tree.files.find(({ path }) => path === LIBRARY)?.text ?? ''

export function patchOf(name: string, text: string): string {
  const file = join(temporaryFolder(), name)
  writeFileSync(file, text)
  return file
}

/** What git says of a change to some files. */
export function diffOf(changes: Record<string, string>): string {
  writeTree(folder, changes)
  const diff = git(folder, 'diff')
  git(folder, 'checkout', '--quiet', '.')
  return diff
}

export const change = { [LIBRARY]: before.replace('second', 'changed') }

export function textIn({ files }: KernelTree): string | undefined {
  return files.find(({ path }) => path === LIBRARY)?.text
}

/** The tree after one patch. */
export function afterPatch(tree: KernelTree, patch: string): KernelTree {
  return patchTrees(tree, [patch])[0]
}

export function libraryOf(patch: string): string | undefined {
  return textIn(afterPatch(tree, patch))
}

export function refused(patch: string, ...parts: RegExp[]) {
  assert.throws(
    () => afterPatch(tree, patch),
    (error) => {
      assert.ok(error instanceof InputError)
      assert.match(error.message, /--patch/)
      assert.ok(!error.message.includes('\n'))
      for (const part of parts) assert.match(error.message, part)
      return true
    },
  )
}
