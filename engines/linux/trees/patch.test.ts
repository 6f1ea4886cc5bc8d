import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, symlinkSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { test } from 'node:test'
import { InputError } from '../../contract/index.js'
import { IO_PGTABLE_ARM } from '../io-pgtable-arm/manifest.js'
import { patchTree, readTree } from './index.js'
import { git, LIBRARY, temporaryFolder, writeTree } from './testing.js'

const folder = writeTree(temporaryFolder(), { 'drivers/iommu/other.c': 'int other;\n' })
git(folder, 'init', '--quiet')
git(folder, 'add', '.')
git(folder, 'commit', '--quiet', '-m', 'first')
const tree = await readTree(folder, [IO_PGTABLE_ARM])
const before = tree.files.find(({ path }) => path === LIBRARY)?.text ?? ''

function patchOf(name: string, text: string): string {
  const file = join(temporaryFolder(), name)
  writeFileSync(file, text)
  return file
}

/** What git says of a change to some files. */
function diffOf(changes: Record<string, string>): string {
  writeTree(folder, changes)
  const diff = git(folder, 'diff')
  git(folder, 'checkout', '--quiet', '.')
  return diff
}

const change = { [LIBRARY]: before.replace('second', 'changed') }

function libraryOf(patch: string): string | undefined {
  return patchTree(tree, patch).files.find(({ path }) => path === LIBRARY)?.text
}

function refused(patch: string, ...parts: RegExp[]) {
  assert.throws(
    () => patchTree(tree, patch),
    (error) => {
      assert.ok(error instanceof InputError)
      assert.match(error.message, /--patch/)
      assert.ok(!error.message.includes('\n'))
      for (const part of parts) assert.match(error.message, part)
      return true
    },
  )
}

const hasPatch = spawnSync('patch', ['--version']).status === 0

/** A folder that holds one program of this machine and no other. */
function folderOf(program: string): string {
  const only = temporaryFolder()
  const found = (process.env.PATH ?? '').split(delimiter).map((one) => join(one, program))
  symlinkSync(found.find(existsSync) ?? '', join(only, program))
  return only
}

test('a patch makes another tree, with a name and sums of its own', () => {
  const patched = patchTree(tree, patchOf('my change.patch', diffOf(change)))
  assert.equal(patched.tier, 'linux-6.1.7-my-change')
  assert.equal(patched.patch?.sha256.length, 64)
  const changed = patched.files.filter(({ path, sha256 }) =>
    tree.files.some((file) => file.path === path && file.sha256 !== sha256),
  )
  assert.deepEqual(
    changed.map(({ path }) => path),
    [LIBRARY],
  )
})

test('what a patch does to other files is left out', () => {
  const both = diffOf({ ...change, 'drivers/iommu/other.c': 'int changed;\n' })
  assert.equal(libraryOf(patchOf('a.patch', both)), change[LIBRARY])
  const missing = both.replaceAll('drivers/iommu/other.c', 'drivers/gone.c')
  assert.equal(libraryOf(patchOf('b.patch', missing)), change[LIBRARY])
})

test('patches of diff -u and of git format-patch apply too', () => {
  const diff = diffOf(change)
  const plain = diff.slice(diff.indexOf('--- '))
  assert.equal(libraryOf(patchOf('a.diff', plain)), change[LIBRARY])
  const mail = `From 0 Mon Sep 17 00:00:00 2001\nSubject: [PATCH] It changes\n\n---\n a | 2 +-\n\n${diff}-- \n2.39\n`
  assert.equal(libraryOf(patchOf('a.mbox', mail)), change[LIBRARY])
})

test('without git it is patch that applies it', {
  skip: !hasPatch && 'there is no patch here',
}, () => {
  const path = process.env.PATH
  const applies = patchOf('a.patch', diffOf(change))
  const stale = patchOf('b.patch', diffOf(change).replaceAll('int third', 'int another'))
  process.env.PATH = folderOf('patch')
  try {
    assert.equal(libraryOf(applies), change[LIBRARY])
    refused(stale, /does not apply/, /FAILED/)
    process.env.PATH = '/nowhere'
    refused(applies, /needs git or patch/)
  } finally {
    process.env.PATH = path
  }
})

test('a patch that cannot be used is told in a line', () => {
  refused('/no/such.patch', /no such file/)
  refused(
    patchOf('other.patch', diffOf({ 'drivers/iommu/other.c': 'int changed;\n' })),
    /touches none/,
  )
  refused(patchOf('empty.patch', ''), /touches none/)
  const stale = diffOf(change).replaceAll('int third', 'int another')
  refused(patchOf('stale.patch', stale), /does not apply/, /6\.1\.7/, /rebase/)
})
