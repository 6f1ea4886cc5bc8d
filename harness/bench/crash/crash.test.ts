/** A crash is a row, its tape is kept, and it can be run into again. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { loadResult, type Result } from '../../../results/record/index.js'
import { LISTING } from '../../engine/protocol.js'
import { onlyInThisProcess } from '../../processes/testing.js'
import { run, runAllHere, runWith } from '../../testing/capture.js'
import { newFolder, testEngine, tinySuite } from '../../testing/suites.js'
import { loadCrash } from './index.js'

/** Engines of ../../testing/engines: how each fails, and where. */
const BROKEN = {
  throws: ['threw', 'gate'],
  hangs: ['hung', 'gate'],
  dies: ['died', 'gate'],
  'dies-late': ['died', 'timing'],
  lies: ['wrong', 'gate'],
  forgets: ['wrong', 'gate'],
} as const

type Broken = keyof typeof BROKEN

const NAMES = Object.keys(BROKEN) as Broken[]

/** Those that leave a tape: what an engine does wrong is no crash. */
const CRASHES = NAMES.filter((name) => BROKEN[name][0] !== 'wrong')

/** To look into a module takes none of these down. */
const spawn = onlyInThisProcess(LISTING.module)

/** Only what hangs is waited for in vain. */
const PATIENCE = ['--hang-timeout', '5']

const out = join(newFolder(), 'out')
let result: Result
let stdout = ''

/** One run of all of them, in processes as a user's: it takes seconds, and tests only read what it left. */
before(async () => {
  const engines = ['--engine', 'ts/map-unmap-pages', ...NAMES.map(testEngine)]
  const args = ['--suite', tinySuite(), ...engines, ...PATIENCE, '--out', out]
  const ran = await runWith(spawn, 'bench', ...args)
  assert.equal(ran.code, 1, ran.stderr)
  stdout = ran.stdout
  result = loadResult(out)
})

const fileOf = (name: Broken) => join(out, `crash-broken_${name}-64K@4K.json`)

const failureOf = (name: Broken) => result.rows.find(({ id }) => id === `broken/${name}`)?.failure

test('an engine that throws, hangs, dies or lies takes down its own row alone', () => {
  const failed = result.rows.filter(({ failure }) => failure !== undefined)
  assert.deepEqual(
    failed.map(({ failure, id }) => [id, failure?.kind, failure?.stage]),
    NAMES.map((name) => [`broken/${name}`, ...BROKEN[name]]),
  )
  const [cell] = result.cells
  assert.deepEqual(new Set(cell.rounds.generation), new Set([0, 1]))
  for (const row of ['ts/per-page', 'ts/per-page~null', 'ts/map-unmap-pages']) {
    assert.ok(
      (cell.ns[row].map ?? []).every((ns) => ns !== null),
      row,
    )
  }
  // The answer has room for the first of them.
  for (const name of CRASHES) assert.ok(stdout.includes(`broken/${name} failed`), stdout)
  assert.match(stdout, /How much\?/)
  assert.match(stdout, /report\.html/)
})

test('what crashed leaves its tape, and what an engine does wrong is no crash', () => {
  assert.deepEqual(
    readdirSync(out)
      .filter((file) => file.startsWith('crash-'))
      .sort(),
    CRASHES.map((name) => `crash-broken_${name}-64K@4K.json`).sort(),
  )
})

for (const name of CRASHES) {
  const [kind, stage] = BROKEN[name]
  test(`an engine that ${name} is told of in the midst of the run, and fails on its tape again`, async () => {
    assert.match(failureOf(name)?.message ?? '', /again: npm run bench -- --tape .*crash-.*\.json/)

    // What throws takes no process down.
    const tape = ['bench', '--tape', fileOf(name), ...PATIENCE]
    const again = await (name === 'throws' ? runAllHere(...tape) : runWith(spawn, ...tape))
    assert.equal(again.code, 1)
    const doing = stage === 'gate' ? 'gate and counts' : 'cycles'
    assert.match(again.stdout, new RegExp(`broken/${name}: ${kind} \\(${doing}\\): `))
    assert.equal(/SIGSEGV/.test(again.stdout), kind === 'died', again.stdout)
    assert.doesNotMatch(again.stdout, /per-page/)
  })
}

test('another engine does well on the same tape', async () => {
  const engines = ['--engine', 'ts/punt', 'ts/per-page']
  const again = await runAllHere('bench', '--tape', fileOf('throws'), ...engines)
  assert.equal(again.code, 0, again.stdout)
  assert.match(again.stdout, /ts\/punt: nothing fails/)
  assert.match(again.stdout, /ts\/per-page: nothing fails/)
})

test('a file that is no crash, and one that was changed for the worse, are told of', async () => {
  const missing = await run('bench', '--tape', '/nowhere.json')
  assert.equal(missing.code, 2)
  assert.match(missing.stderr, /^\/nowhere\.json: ENOENT/)

  const other = join(newFolder(), 'other.json')
  writeFileSync(other, '{"schema":"unmap-bench/result"}')
  const { code, stderr } = await run('bench', '--tape', other)
  assert.equal(code, 2)
  assert.match(stderr, /other\.json: schema: .*--tape takes a crash-….json/)

  const text = readFileSync(fileOf('throws'), 'utf8')
  writeFileSync(other, text.replace(/"unmap 0x/, '"unmapped 0x'))
  assert.throws(() => loadCrash(other), /other\.json: "unmapped 0x.* is no operation/)
})
