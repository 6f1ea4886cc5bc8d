/** Releases and commits of a clone, by what they do to a library's files. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { commitsIn, type Revision, releasesIn } from './revisions.js'
import { commitTo, repositoryOf } from './testing/repository.js'
import { git } from './trees/testing.js'

const ARM = 'drivers/iommu/io-pgtable-arm.c'
const change = (text: string) => ({ [ARM]: `int ${text};\n` })

/** Two lines that meet: `main` and, from v6.2 on, a side line. */
const clone = repositoryOf([
  { subject: 'one', files: change('one'), tag: 'v6.1' },
  { subject: 'elsewhere', files: { 'mm/slab.c': 'int slab;\n' }, tag: 'v6.2' },
])
git(clone, 'branch', 'side')
commitTo(clone, { subject: 'a candidate', files: {}, tag: 'v6.3-rc1' })
commitTo(clone, { subject: 'two', files: change('two'), tag: 'v6.3' })
commitTo(clone, { subject: 'three', files: change('three') })
git(clone, 'checkout', '--quiet', 'side')
commitTo(clone, {
  subject: 'aside',
  files: { 'drivers/iommu/generic_pt/pt_defs.h': 'int aside;\n' },
})
git(clone, 'checkout', '--quiet', 'main')
git(clone, 'merge', '--quiet', '--no-edit', 'side')
commitTo(clone, {
  subject: 'ten',
  files: { 'drivers/iommu/other.h': 'int other;\n' },
  tag: 'v6.10',
})

const names = (revisions: readonly Revision[]) => revisions.map(({ name }) => name)

test('releases of a range, both ends included, in the order of versions and without candidates', () => {
  assert.deepEqual(names(releasesIn(clone, 'v6.1..v6.3')), ['v6.1', 'v6.2', 'v6.3'])
  assert.deepEqual(names(releasesIn(clone, 'v6.2..')), ['v6.2', 'v6.3', 'v6.10'])
  assert.deepEqual(names(releasesIn(clone)), ['v6.1', 'v6.2', 'v6.3', 'v6.10'])
})

test('equal files are an equal word', () => {
  const [one, two, three] = releasesIn(clone)
  assert.equal(one?.content, two?.content)
  assert.notEqual(two?.content, three?.content)
  assert.equal(three?.subject, 'two')
})

test('commits that touch a library, each with the one before it on its own line', () => {
  const commits = commitsIn(clone, 'v6.1..v6.10')
  const byCommit = new Map(commits.map(({ commit, subject }) => [commit.slice(0, 12), subject]))
  const found = commits.map(({ parent = '', subject }) => [subject, byCommit.get(parent) ?? parent])
  // A merge that took from both is none of theirs: it changed no file of either.
  const merge = found.find(([subject]) => subject?.startsWith('Merge'))
  assert.deepEqual(found.filter((one) => one !== merge).toSorted(), [
    ['aside', 'v6.1'],
    ['one', ''],
    ['three', 'two'],
    ['two', 'v6.1'],
  ])
  assert.equal(commits[0]?.name, 'v6.1')
})

test('what is not there is said in a line', () => {
  assert.throws(() => releasesIn(clone, 'v1.0..v6.3'), /^InputError: v1\.0\.\.v6\.3: .*v1\.0/)
  assert.throws(() => commitsIn(clone, 'v6.1..v6.2'), /v6\.1\.\.v6\.2: no commit there touches/)
  assert.throws(() => commitsIn(clone, 'v6.2'), /--commits takes a range/)
})
