/** Histories and bisections of a made-up repository, whose trees are of this project's own. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { projectRoot } from '../../engines/contract/index.js'
import { miniatureTree } from '../../engines/linux/testing/miniature.js'
import { repositoryOf } from '../../engines/linux/testing/repository.js'
import { git, temporaryFolder } from '../../engines/linux/trees/testing.js'
import { skip } from '../../engines/native/testing.js'
import { historySchema } from '../../results/history/index.js'
import { run } from '../testing/capture.js'

const ONE_BY_ONE = miniatureTree('pte')
const AT_ONCE = miniatureTree('run')
const ARM = 'drivers/iommu/io-pgtable-arm.c'
const AT_ONCE_SUBJECT = 'Write a run of ptes back at once'

/** From v6.1, which writes ptes back one by one, to v6.12, which does it at once. */
const clone = repositoryOf([
  { subject: 'Begin', files: ONE_BY_ONE, tag: 'v6.1' },
  { subject: 'A note elsewhere', files: { 'mm/slab.c': 'int slab;\n' }, tag: 'v6.6' },
  {
    subject: 'A name that nobody has',
    files: { [ARM]: `${ONE_BY_ONE[ARM]}int x(void) { return of_nobody(1); }\n` },
  },
  { subject: 'Take it back', files: ONE_BY_ONE },
  { subject: AT_ONCE_SUBJECT, files: AT_ONCE },
  { subject: 'A comment', files: { [ARM]: `${AT_ONCE[ARM]}/* The end. */\n` }, tag: 'v6.12' },
])

const BAD = 'counts:unmap:writeBacks:1M@4K/non-coherent<256'

async function historyOf(...args: string[]) {
  const out = join(temporaryFolder(), 'history.json')
  const { code, stderr } = await run(
    'history',
    '--kernel',
    clone,
    ...args,
    '--format',
    'json',
    '--out',
    out,
  )
  return {
    code,
    stderr,
    history: historySchema.parse(JSON.parse(readFileSync(out, 'utf8'))),
    json: JSON.parse(readFileSync(out, 'utf8')),
  }
}

test('releases: those with the same files come to the same, and what changed is a sentence', {
  skip,
}, async () => {
  const { code, history, json } = await historyOf('v6.1..v6.12')
  assert.equal(code, 0)
  assert.deepEqual(
    history.versions.map(({ name }) => name),
    ['v6.1', 'v6.6', 'v6.12'],
  )
  const [first, second, last] = history.versions
  assert.deepEqual(first?.rows, second?.rows)
  const writeBacks = (at: typeof first) =>
    at?.rows[0]?.cells['1M@4K/non-coherent']?.unmap?.counts.writeBacks
  assert.deepEqual([writeBacks(first), writeBacks(last)], [256, 1])
  assert.deepEqual(
    json.changes.map(({ sentence }: { sentence: string }) => sentence),
    ['v6.12 writes ptes back a run at a time: writeBacks of unmap 1M@4K/non-coherent 256 -> 1'],
  )
})

test('commits: the one that changed it, and the one that does not build has its reason', {
  skip,
}, async () => {
  const { code, history, json } = await historyOf('v6.1..v6.12', '--commits')
  assert.equal(code, 1)
  assert.deepEqual(
    history.versions.map(({ failures }) => failures.map(({ why }) => why).join()),
    ['', 'does not build', '', '', ''],
  )
  assert.match(history.versions[1]?.failures[0]?.message ?? '', /of_nobody/)
  assert.deepEqual(
    json.changes.map(({ subject }: { subject: string }) => subject),
    [AT_ONCE_SUBJECT],
  )
})

test('git bisect run finds the commit', { skip }, () => {
  const bisect = (...args: string[]) => git(clone, 'bisect', ...args)
  bisect('start', 'v6.12', 'v6.1')
  const node = `"${process.execPath}" "${join(projectRoot(), 'harness', 'bin.mjs')}"`
  const out = execFileSync(
    'git',
    ['-C', clone, 'bisect', 'run', 'sh', '-c', `${node} history --kernel . --bad '${BAD}'`],
    { encoding: 'utf8' },
  )
  const found = git(clone, 'log', '-1', '--format=%s', 'bisect/bad').trim()
  bisect('reset')
  assert.equal(found, AT_ONCE_SUBJECT, out)
})

test('exit codes of a bisection: good, bad, nothing to be said, and stop', { skip }, async () => {
  const code = async (revision: string, bad: string, ...args: string[]) =>
    (await run('history', '--kernel', `${clone}@${revision}`, '--bad', bad, ...args)).code
  assert.equal(await code('v6.1', BAD), 0)
  assert.equal(await code('v6.12', BAD), 1)
  assert.equal(await code('v6.12', 'counts:unmap:writeBacks<v6.1'), 1)
  assert.equal(await code('v6.12', 'counts:unmap:writeBacks>v6.1'), 0)
  assert.equal(await code('v6.12', BAD, '--engine', 'per-page'), 0)
  // Does not build.
  assert.equal(await code('v6.12~3', BAD), 125)
  assert.equal(await code('v6.12', BAD, '--engine', 'punt-range@vtd-ss'), 125)
  assert.equal(await code('v6.12', 'counts:unmap:writeBack<3'), 128)
  assert.equal(await code('v6.12', 'counts:unmap:writeBacks<v9.9'), 128)
  assert.equal(await code('v6.12', BAD, '--engin', 'per-page'), 128)
})

test('a version that does not do what it says has no figures, and judges nothing', {
  skip,
}, async () => {
  const lying = ONE_BY_ONE[ARM]?.replace('WRITE_ONCE(ptes[at], 0);', '') ?? ''
  const tree = repositoryOf([{ subject: 'Lie', files: { ...ONE_BY_ONE, [ARM]: lying } }])
  const { code, stdout } = await run('history', '--kernel', `${tree}@main`)
  assert.equal(code, 1)
  assert.match(stdout, /main map-unmap-pages fails the gate: after operation 1, unmap .*\n/)
  assert.equal((await run('history', '--kernel', tree, '--bad', BAD)).code, 125)
})

test('what cannot be a history is said in a line', async () => {
  const said = async (...args: string[]) => {
    const { code, stderr } = await run('history', ...args)
    assert.equal(code, 2)
    return stderr
  }
  assert.match(await said(), /name a kernel/)
  assert.match(await said('--kernel', clone, 'v6.1..v9'), /v6\.1\.\.v9: /)
  assert.match(await said('--kernel', temporaryFolder(), 'v6.1..v9'), /is no git clone/)
  assert.match(await said('--kernel', clone, '--format', 'png'), /add --out FILE/)
  assert.match(await said('--kernel', clone, '--kernel', clone, 'v6.1..v6.12'), /of one clone/)
  if (skip === false) {
    const unknown = await said('--kernel', clone, 'v6.1..v6.1', '--engine', 'unmap-page')
    assert.match(unknown, /--engine unmap-page \(did you mean unmap-pages/)
  }
  assert.match(await said('--from', join(clone, 'Makefile')), /--from .*Makefile/)
})
