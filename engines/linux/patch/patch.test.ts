import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, rmSync, symlinkSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { test } from 'node:test'
import { IO_PGTABLE_ARM } from '../io-pgtable-arm/manifest.js'
import { readTree } from '../trees/index.js'
import { git, LIBRARY, temporaryFolder, writeTree } from '../trees/testing.js'
import { patchTrees } from './index.js'
import {
  afterPatch,
  before,
  change,
  diffOf,
  folder,
  libraryOf,
  patchOf,
  refused,
  textIn,
  tree,
} from './testing.js'

const hasPatch = spawnSync('patch', ['--version']).status === 0

/** A folder that holds one program of this machine and no other. */
function folderOf(program: string): string {
  const only = temporaryFolder()
  const found = (process.env.PATH ?? '').split(delimiter).map((one) => join(one, program))
  symlinkSync(found.find(existsSync) ?? '', join(only, program))
  return only
}

test('a patch makes another tree, with a name and sums of its own', () => {
  const patched = afterPatch(tree, patchOf('my change.patch', diffOf(change)))
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

test('a diff that ends with an empty line of context applies, and white space that counts stays', () => {
  const text = 'int first;\nint second;\nint third;\n\t\n'
  writeTree(folder, { [LIBRARY]: text })
  git(folder, 'commit', '--quiet', '-am', 'an empty line')
  return readTree(folder, [IO_PGTABLE_ARM]).then((tree) => {
    writeTree(folder, { [LIBRARY]: text.replace('first', 'changed') })
    const diff = git(folder, 'diff')
    git(folder, 'reset', '--quiet', '--hard', 'HEAD~1')
    assert.ok(diff.endsWith(' \t\n'))
    const blank = diff.replace(/ \t\n$/, ' \n').replace('\t\n', '\n')
    const patched = afterPatch(tree, patchOf('a.patch', diff))
    assert.equal(textIn(patched), text.replace('first', 'changed'))
    const emptied = {
      ...tree,
      files: tree.files.map((file) =>
        file.path === LIBRARY ? { ...file, text: text.replace('\t', '') } : file,
      ),
    }
    assert.equal(
      textIn(afterPatch(emptied, patchOf('b.patch', blank))),
      text.replace('first', 'changed').replace('\t', ''),
    )
  })
})

test('a diff gets back what editors and shells take from its end', async () => {
  const text = `${before}\n\n`
  writeTree(folder, { [LIBRARY]: text })
  git(folder, 'commit', '--quiet', '-am', 'empty lines')
  const tree = await readTree(folder, [IO_PGTABLE_ARM])
  const changed = text.replace('third', 'changed')
  const diff = diffOf({ [LIBRARY]: changed })
  git(folder, 'reset', '--quiet', '--hard', 'HEAD~1')
  assert.ok(diff.endsWith('\n \n \n'))
  const chopped = diff.replace(/(?: \n)+$/, '')
  for (const one of [chopped, chopped.trimEnd(), `${chopped} `, diff.trimEnd()]) {
    assert.equal(textIn(afterPatch(tree, patchOf('a.patch', one))), changed)
  }
})

test('a diff without lines around its changes goes by line numbers, which is said', () => {
  const added = { [LIBRARY]: before.replace('int second', 'int added;\nint second') }
  writeTree(folder, added)
  const diff = git(folder, 'diff', '-U0')
  git(folder, 'checkout', '--quiet', '.')
  const patched = afterPatch(tree, patchOf('a.patch', diff))
  assert.equal(textIn(patched), added[LIBRARY])
  assert.match(patched.notes.join('\n'), /no lines around its changes: they go by line numbers/)
  const stripped = afterPatch(tree, patchOf('b.patch', diffOf(added)))
  assert.deepEqual(stripped.notes, [])
})

test('patches that each fit the tree are alternatives', () => {
  const other = { [LIBRARY]: before.replace('second', 'other') }
  const trees = patchTrees(tree, [
    patchOf('a.patch', diffOf(change)),
    patchOf('b.patch', diffOf(other)),
  ])
  assert.deepEqual(trees.map(textIn), [change[LIBRARY], other[LIBRARY]])
  assert.deepEqual(
    trees.flatMap(({ notes }) => notes),
    [],
  )
})

test('a patch that fits the tree loosely, and what the one before it made exactly, follows that', () => {
  const one = { [LIBRARY]: before.replace(/^int \w+/, 'int one') }
  const both = { [LIBRARY]: one[LIBRARY].replace('third', 'third_too') }
  const first = patchOf('a.patch', diffOf(one))
  writeTree(folder, one)
  git(folder, 'commit', '--quiet', '-am', 'one')
  const second = patchOf('b.patch', diffOf(both))
  git(folder, 'reset', '--quiet', '--hard', 'HEAD~1')
  assert.match(afterPatch(tree, second).notes.join('\n'), /lines around a change differ/)
  const [, made] = patchTrees(tree, [first, second])
  assert.equal(made && textIn(made), both[LIBRARY])
  assert.match(made?.notes.join('\n') ?? '', /on top of linux-6\.1\.7-a/)
})

test('paths may have no prefix, another one, or folders above the tree', () => {
  const diff = diffOf(change)
  const unprefixed = diff.replaceAll(/ [ab]\//g, ' ')
  const above = diff.replaceAll(/ ([ab])\//g, ' $1/vendor/kernel/')
  const folders = diff.slice(diff.indexOf('--- ')).replaceAll(/ ([ab])\//g, ' linux-6.1.$1/')
  for (const [name, text] of Object.entries({ unprefixed, above, folders })) {
    assert.equal(libraryOf(patchOf(name, text)), change[LIBRARY], name)
  }
})

test('a file that a patch creates, renames or deletes counts', () => {
  const created = 'drivers/iommu/io-pgtable-arm-selftests.c'
  writeTree(folder, { [created]: 'int tests;\n' })
  git(folder, 'add', '-N', '.')
  const creates = git(folder, 'diff')
  git(folder, 'reset', '--quiet')
  rmSync(join(folder, created))
  const pathsOf = (patch: string) =>
    afterPatch(tree, patchOf('a.patch', patch)).files.map(({ path }) => path)
  assert.ok(pathsOf(creates).includes(created))
  git(folder, 'mv', LIBRARY, 'drivers/iommu/renamed.c')
  const renames = git(folder, 'diff', '--cached', '-M')
  git(folder, 'reset', '--quiet', '--hard')
  assert.match(renames, /^rename from/m)
  assert.ok(!pathsOf(renames).includes(LIBRARY))
  git(folder, 'rm', '--quiet', LIBRARY)
  const deletes = git(folder, 'diff', '--cached')
  git(folder, 'reset', '--quiet', '--hard')
  assert.ok(!pathsOf(deletes).includes(LIBRARY))
})

test('a hunk that lies elsewhere is said, and so are lines around it that differ', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n']
  const treeOf = (...words: string[]) => ({
    ...tree,
    files: tree.files.map((file) =>
      file.path === LIBRARY ? { ...file, text: words.map((w) => `int ${w};\n`).join('') } : file,
    ),
  })
  const lines = names.slice(4, 11).map((name) => ` int ${name};`)
  lines.splice(3, 1, '-int h;', '+int changed;')
  const patch = patchOf(
    'a.patch',
    [`--- a/${LIBRARY}`, `+++ b/${LIBRARY}`, '@@ -5,7 +5,7 @@', ...lines, ''].join('\n'),
  )
  const offset = afterPatch(treeOf('y', 'z', ...names), patch)
  assert.match(textIn(offset) ?? '', /changed/)
  assert.match(offset.notes.join('\n'), /hunk 1 of .*io-pgtable-arm\.c lies 2 lines away/)
  const loose = afterPatch(treeOf(...names.map((name) => (name === 'e' ? 'other' : name))), patch)
  assert.match(textIn(loose) ?? '', /changed/)
  assert.match(loose.notes.join('\n'), /lines around a change differ/)
  const stale = names.map((name) => (name === 'g' ? 'other' : name))
  assert.throws(() => afterPatch(treeOf(...stale), patch), /io-pgtable-arm\.c:5/)
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

test('a patch that cannot be used is reported in a line', () => {
  refused('/no/such.patch', /no such file/)
  refused('v1..v2', /v1/)
  refused(temporaryFolder(), /no file \*\.patch/)
  refused(
    patchOf('other.patch', diffOf({ 'drivers/iommu/other.c': 'int changed;\n' })),
    /touches none/,
  )
  refused(patchOf('empty.patch', '\n'), /: it is empty; /)
  const stale = diffOf(change).replaceAll('int third', 'int another')
  refused(patchOf('stale.patch', stale), /does not apply/, /6\.1\.7/, /rebase/)
  const [made, was] = ['+int changed;', '-int second;']
  const swapped = diffOf(change).replace(made, '+int second;').replace(was, '-int changed;')
  refused(patchOf('there.patch', swapped), /is in the tree already: leave it out, or turn it round/)
  const damaged = diffOf(change).replace(made, 'int changed;')
  refused(patchOf('damaged.patch', damaged), /corrupt patch.*; it is damaged: save it again$/)
})
