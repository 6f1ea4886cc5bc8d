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
import { historySchema, OTHER_SHARD } from '../../results/history/index.js'
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
  const { code, stderr } = await run('history', ...args, '--format', 'json', '--out', out)
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
  const { code, history, json } = await historyOf('--kernel', clone, 'v6.1..v6.12')
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
  const { code, history, json } = await historyOf('--kernel', clone, 'v6.1..v6.12', '--commits')
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

test('--config sets what files ask for, in the versions that do', { skip }, async () => {
  const either = `#ifdef CONFIG_AT_ONCE\n${AT_ONCE[ARM]}\n#else\n${ONE_BY_ONE[ARM]}\n#endif\n`
  const asking = repositoryOf([
    { subject: 'Begin', files: ONE_BY_ONE, tag: 'v6.1' },
    { subject: 'Add an option', files: { [ARM]: either }, tag: 'v6.2' },
  ])
  const found = async (...args: string[]) => {
    const { code, history } = await historyOf('--kernel', asking, ...args)
    const { config, versions } = history
    const cells = versions.map(({ rows }) => rows[0]?.cells['1M@4K/non-coherent'])
    return { code, config, writeBacks: cells.map((cell) => cell?.unmap?.counts.writeBacks) }
  }
  assert.deepEqual(await found(), { code: 0, config: undefined, writeBacks: [256, 256] })
  assert.deepEqual(await found('--config', 'CONFIG_AT_ONCE=y'), {
    ...{ code: 0, config: { CONFIG_AT_ONCE: 'y' }, writeBacks: [256, 1] },
  })
  const bad = (...args: string[]) =>
    run('history', '--kernel', `${asking}@v6.2`, '--bad', BAD, '--config', ...args)
  assert.equal((await bad('CONFIG_AT_ONCE=y')).code, 1)
  assert.match((await bad('CONFIG_AT_ONE=y')).stderr, /CONFIG_AT_ONE: no file of the tree asks/)
  const { code, stderr } = await run('history', '--kernel', asking, '--config', 'CONFIG_AT_ONE=y')
  assert.equal(code, 2)
  assert.match(stderr, /--config CONFIG_AT_ONE: no file .* they ask for CONFIG_AT_ONCE/)
})

test('shards of a history come to what it is in one piece', { skip }, async () => {
  const args = ['--kernel', clone, 'v6.1..v6.12', '--commits']
  const whole = await historyOf(...args)
  const folder = temporaryFolder()
  const files = [1, 2].map((index) => join(folder, `${index}.json`))
  const json = (out: string) => ['--format', 'json', '--out', out]
  for (const [at, file] of files.entries()) {
    await run('history', ...args, '--shard', `${at + 1}/2`, ...json(file))
    const { versions } = historySchema.parse(JSON.parse(readFileSync(file, 'utf8')))
    const own = versions.filter(({ failures }) => failures.every(({ why }) => why !== OTHER_SHARD))
    assert.ok(own.length > 0 && own.length < versions.length, `${own.length}`)
  }
  const merged = join(folder, 'merged.json')
  assert.equal((await run('history', '--from', ...files, ...json(merged))).code, 0)
  assert.deepEqual(JSON.parse(readFileSync(merged, 'utf8')), whole.json)
  const alone = await run('history', '--from', files[0] ?? '')
  assert.equal(alone.code, 1)
  assert.match(alone.stderr, /Shard 2 is missing/)
  assert.match(alone.stdout, /of another shard: shard 2 counts it/)
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
  assert.equal(await code('v6.12', BAD, '--shard', '1/2'), 128)
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

test('what cannot be shown in the end is said before any version is opened', async () => {
  const said = async (...args: string[]) => {
    const { code, stderr } = await run('history', '--kernel', clone, 'v6.1..v6.12', ...args)
    assert.equal(code, 2)
    assert.equal(stderr.trim().split('\n').length, 1, stderr)
    return stderr
  }
  const folder = temporaryFolder()
  assert.match(await said('--figure', 'tlbAds'), /^--figure tlbAds \(did you mean tlbAdds\?\)/)
  assert.match(
    await said('--out', join(folder, 'no', 'x')),
    /^--out \S+: there is no folder \S+no$/m,
  )
  assert.match(await said('--out', folder), /^--out \S+ is a folder/)
  assert.match(
    await said('--engine', 'unmap-page'),
    /^--engine unmap-page \(did you mean unmap-pages/,
  )
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
  assert.match(await said('--kernel', clone, '--shard', '1/2'), /add --format json --out FILE/)
  const json = ['--format', 'json', '--shard']
  assert.match(await said('--kernel', clone, ...json, '3/2'), /3\/2 is no shard/)
  assert.match(await said('--kernel', clone, ...json, '1/2', '--time', '9'), /leave --shard out/)
  assert.match(await said('--kernel', clone, '--kernel', clone, 'v6.1..v6.12'), /of one clone/)
  if (skip === false) {
    const unknown = await said('--kernel', clone, 'v6.1..v6.1', '--engine', 'punt-range@vtd-s')
    assert.match(unknown, /--engine punt-range@vtd-s.*: the trees have /)
  }
  assert.match(await said('--from', join(clone, 'Makefile')), /--from .*Makefile/)
})
