/** Shards that were measured are merged into one run. */
import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { syntheticResult } from '../../results/fixtures/synthetic.js'
import { loadResult, saveResult } from '../../results/record/index.js'
import { runAllHere } from '../testing/capture.js'
import { newFolder, tinySuite } from '../testing/suites.js'

const suite = tinySuite({
  seconds: 0.1,
  generations: 1,
  cells: [{ sweep: { sizes: ['4K', '64K'], pageSizes: ['4K'] } }],
})
const folder = newFolder()
const [first, second] = ['first', 'second'].map((name) => join(folder, name))

before(async () => {
  const bench = ['bench', '--suite', suite, '--no-instructions', '--out']
  await runAllHere(...bench, first, '--shard', '1/2')
  await runAllHere(...bench, second, '--shard', '2/2')
})

test('shards are merged into a run with its reports, its cells and its counts', async () => {
  const out = join(folder, 'merged')
  const { code, stderr, stdout } = await runAllHere('merge', second, first, '--out', out)
  assert.equal(code, 0, stderr)
  assert.match(stdout, /How much\?/)
  assert.ok(existsSync(join(out, 'report.html')))
  const result = loadResult(out)
  assert.deepEqual(
    result.cells.map(({ id }) => id),
    ['4K@4K', '64K@4K'],
  )
  const shards = [first, second].flatMap((name) => loadResult(name).cells)
  for (const cell of result.cells) {
    assert.deepEqual(
      cell,
      shards.find(({ id }) => id === cell.id),
    )
  }
})

test('without one of them it is merged all the same, which the exit code says; an overview judges nothing', async () => {
  const out = join(folder, 'partial')
  const { code, stderr, stdout } = await runAllHere('merge', second, '--out', out, '--overview')
  assert.match(stdout, /estimates without verdicts/)
  assert.deepEqual(readdirSync(out).toSorted(), ['report.html', 'result.json'])
  assert.equal(code, 1)
  assert.match(stderr, /^Shard 1 is missing, with 1 cell; 2 have cells\.$/m)
  assert.equal(loadResult(out).cells.length, 1, stdout)
})

test('what cannot be merged leaves nothing behind', async () => {
  const out = join(folder, 'nothing')
  const { code, stderr } = await runAllHere('merge', first, first, '--out', out)
  assert.equal(code, 2)
  assert.match(stderr, /shard 1 of 2 is there twice/)
  assert.equal(existsSync(out), false)
})

test('whole runs of machines stand side by side; a shard is none', async () => {
  const runs = ['phone', 'server'].map((name, at) => {
    const run = join(folder, name)
    mkdirSync(run)
    const result = syntheticResult({ seed: at + 1 })
    saveResult(run, { ...result, machine: { ...result.machine, cpu: `CPU of the ${name}` } })
    return run
  })
  const out = join(folder, 'machines')
  const { code, stderr, stdout } = await runAllHere('merge', ...runs, '--out', out)
  assert.equal(code, 0, stderr)
  for (const name of ['phone', 'server']) assert.match(stdout, new RegExp(`CPU of the ${name}: `))
  assert.deepEqual(readdirSync(out).toSorted(), ['machines.html', 'machines.md', 'machines.txt'])
  const mixture = await runAllHere('merge', ...runs, first)
  assert.equal(mixture.code, 2)
  assert.match(mixture.stderr, /first is a shard, and others are whole runs/)
  assert.equal((await runAllHere('merge', runs[0])).code, 2)
  const twice = await runAllHere('merge', ...runs, join(folder, 'phone', 'result.json'))
  assert.match(twice.stderr, /phone.result\.json is there twice\n$/)
  const idle = await runAllHere('merge', ...runs, '--mixed')
  assert.equal(idle.stderr, '--mixed is for shards, and these are whole runs\n')
  const mean = await runAllHere('merge', first, second, '--mean')
  assert.equal(mean.stderr, '--mean is for whole runs, and these are shards\n')
})

test('how much is shown of an answer is no matter of its JSON', async () => {
  for (const option of ['--quiet', '--verbose']) {
    const { code, stderr } = await runAllHere('report', first, '--json', option)
    assert.equal(code, 2)
    assert.match(stderr, new RegExp(`'${option}' cannot be used with option '--json'`))
  }
})
