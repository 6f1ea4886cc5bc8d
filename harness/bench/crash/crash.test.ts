/** A crash is a row, its tape is kept, and it can be run into again. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { loadResult } from '../../../results/record/index.js'
import { run, runAllHere } from '../../testing/capture.js'
import { newFolder, testEngine, tinySuite } from '../../testing/suites.js'
import { loadCrash } from './index.js'

/** What runs left, by their engine: a run takes seconds, and tests only read. */
const crashes = new Map<string, ReturnType<typeof crashRun>>()

function crashOf(name: string): ReturnType<typeof crashRun> {
  const crash = crashes.get(name) ?? crashRun(name)
  crashes.set(name, crash)
  return crash
}

/** Only what hangs is waited for in vain. */
function patience(name: string): string[] {
  return name === 'hangs' ? ['--hang-timeout', '5'] : []
}

/** Runs the tiny suite with an engine of ../testing/engines and tells of what it left. */
async function crashRun(name: string) {
  const out = join(newFolder(), 'out')
  const engines = ['--engine', 'ts/map-unmap-pages', testEngine(name)]
  const args = ['--suite', tinySuite(), ...engines, ...patience(name), '--out', out]
  // What throws takes no process down.
  const { code, stdout } = await (name === 'throws' ? runAllHere : run)('bench', ...args)
  assert.equal(code, 1)
  const files = readdirSync(out).filter((file) => file.startsWith('crash-'))
  assert.deepEqual(files, [`crash-broken_${name}-64K@4K.json`])
  const result = loadResult(out)
  const failed = result.rows.filter(({ failure }) => failure !== undefined)
  assert.deepEqual(
    failed.map(({ id }) => id),
    [`broken/${name}`],
  )
  return { failure: failed[0]?.failure, file: join(out, files[0]), result, stdout }
}

for (const [name, kind, stage] of [
  ['throws', 'threw', 'gate'],
  ['hangs', 'hung', 'gate'],
  ['dies', 'died', 'gate'],
] as const) {
  test(`an engine that ${name} leaves its tape, and fails on it again`, async () => {
    const { failure, file, stdout } = await crashOf(name)
    assert.equal(failure?.kind, kind)
    assert.equal(failure?.stage, stage)
    assert.match(failure?.message ?? '', /again: npm run bench -- --tape .*crash-.*\.json/)
    assert.match(stdout, new RegExp(`broken/${name}`))

    const again = await run('bench', '--tape', file, ...patience(name))
    assert.equal(again.code, 1)
    assert.match(again.stdout, new RegExp(`broken/${name}: ${kind} \\(gate and counts\\): `))
    assert.doesNotMatch(again.stdout, /per-page/)
  })
}

test('another engine does well on the same tape', async () => {
  const { file } = await crashOf('throws')
  const { code, stdout } = await run('bench', '--tape', file, '--engine', 'ts/punt', 'ts/per-page')
  assert.equal(code, 0, stdout)
  assert.match(stdout, /ts\/punt: nothing fails/)
  assert.match(stdout, /ts\/per-page: nothing fails/)
})

test('what dies where it is timed alone is told in the midst of the run, and found there again', async () => {
  const { failure, file, result } = await crashOf('dies-late')
  assert.equal(failure?.stage, 'timing')
  assert.match(failure?.message ?? '', /--tape /)
  const [cell] = result.cells
  assert.ok((cell.ns['ts/map-unmap-pages']?.map ?? []).every((ns) => ns !== null))

  const { code, stdout } = await run('bench', '--tape', file)
  assert.equal(code, 1)
  assert.match(stdout, /broken\/dies-late: died \(cycles\): the process ended with signal SIGSEGV/)
})

test('what an engine does wrong is no crash', async () => {
  const out = join(newFolder(), 'out')
  await runAllHere('bench', '--suite', tinySuite(), '--engine', testEngine('lies'), '--out', out)
  assert.deepEqual(
    readdirSync(out).filter((file) => file.startsWith('crash-')),
    [],
  )
})

test('a file that is no crash, and one that was changed for the worse, are told of', async () => {
  const { file } = await crashOf('throws')
  const missing = await run('bench', '--tape', '/nowhere.json')
  assert.equal(missing.code, 2)
  assert.match(missing.stderr, /^\/nowhere\.json: ENOENT/)

  const other = join(newFolder(), 'other.json')
  writeFileSync(other, '{"schema":"unmap-bench/result"}')
  const { code, stderr } = await run('bench', '--tape', other)
  assert.equal(code, 2)
  assert.match(stderr, /other\.json: schema: .*--tape takes a crash-….json/)

  writeFileSync(other, readFileSync(file, 'utf8').replace(/"unmap 0x/, '"unmapped 0x'))
  assert.throws(() => loadCrash(other), /other\.json: "unmapped 0x.* is no operation/)
})
