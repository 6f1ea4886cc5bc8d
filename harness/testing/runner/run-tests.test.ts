/** What the runner makes of test files: what is broken fails, in whatever way it is broken. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { projectRoot } from '../../../engines/contract/index.js'

const ROOT = projectRoot()
const RUNNER = join(ROOT, 'harness', 'testing', 'runner')

const folder = mkdtempSync(join(tmpdir(), 'unmap-bench-'))
after(() => rmSync(folder, { recursive: true }))

const TEST = "import { test, describe } from 'node:test'\n"

interface Scenario {
  /** The texts of test files by their names. */
  files: Record<string, string>
  /** Of the runner, besides the files' folder. */
  options?: Record<string, unknown>
}

interface Ran {
  well: boolean
  stdout: string
  stderr: string
}

/** What the runner prints of each of them, and whether all is well; a process for all, since they take its start and no more. */
function ranEach(scenarios: readonly Scenario[]): Ran[] {
  const own = mkdtempSync(join(folder, 'tests-'))
  const all = scenarios.map(({ files, options }, at) => {
    const tests = join(own, String(at))
    for (const [name, text] of Object.entries({ 'package.json': '{"type":"module"}', ...files })) {
      mkdirSync(dirname(join(tests, name)), { recursive: true })
      writeFileSync(join(tests, name), text)
    }
    return { folder: tests, words: [], quick: false, slowest: 0, ...options }
  })
  const script = join(own, 'run.mjs')
  writeFileSync(script, runnerOf(JSON.stringify(all)))
  const { NODE_TEST_CONTEXT, ...env } = process.env
  const { stdout } = spawnSync(process.execPath, [script], { encoding: 'utf8', env })
  return JSON.parse(stdout)
}

/** A program that runs them one after another, and prints what each of them wrote. */
function runnerOf(scenarios: string): string {
  const runner = JSON.stringify(pathToFileURL(join(RUNNER, 'run-tests.mjs')).href)
  return `import { runTests } from ${runner}
const write = process.stdout.write.bind(process.stdout)
const ran = []
for (const scenario of ${scenarios}) {
  const text = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr']) process[name].write = (part) => (text[name] += part)
  ran.push({ well: await runTests(scenario), ...text })
}
write(JSON.stringify(ran))
`
}

function ran(files: Record<string, string>, options: Record<string, unknown> = {}): Ran {
  return ranEach([{ files, options }])[0]
}

const totals = (stdout: string) =>
  stdout
    .trim()
    .split('\n')
    .at(-1)
    ?.replace(/ in [\d.]+ s/, '')

test('temporary folders that tests leave are gone when the run ends', () => {
  const left = join(folder, 'left')
  const { well } = ran({
    'a.test.js': `${TEST}import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
test('leaves one', () => writeFileSync(${JSON.stringify(left)}, mkdtempSync(tmpdir() + '/left-')))`,
  })
  assert.ok(well)
  assert.ok(!existsSync(readFileSync(left, 'utf8')))
})

test('tests that pass are a line of totals, whatever they write', () => {
  const { well, stdout } = ran({
    'a.test.js': `${TEST}test('one', () => console.log('noise'))\ntest('two', { skip: 'no' }, () => {})`,
    'deep/b.test.js': `${TEST}describe('suite', () => test('in it', () => {}))`,
  })
  assert.equal(stdout.trim().split('\n').length, 1)
  assert.equal(totals(stdout), '2 passed, 0 failed, 1 skipped, of 2 files')
  assert.ok(well)
})

test("files that wait for one module keep their tests: one without any is not another's", () => {
  const { stdout } = ran({
    'shared.js': 'await new Promise((resolve) => setTimeout(resolve, 50))',
    'a.test.js': `import './shared.js'\n${TEST}test('one', () => {})`,
    'b.test.js': `import './shared.js'\n`,
    'c.test.js': `import './shared.js'\n${TEST}test('three', () => {})`,
  })
  assert.match(stdout, /^Failed: b\.test\.ts: it has no tests\n\n2 passed, 1 failed/)
})

const BROKEN: Record<string, { text: string; found: RegExp }> = {
  'a test that fails': {
    text: `${TEST}test('good', () => {})\ntest('bad', () => { console.log('found'); throw new Error('why') })`,
    found: /^Failed: x\.test\.ts: bad\n {2}Error: why\n[\s\S]*Its process wrote:\n {2}found$/m,
  },
  'a test within a test that fails': {
    text: `${TEST}test('outer', (t) => t.test('inner', () => { throw new Error('why') }))`,
    found: /^Failed: x\.test\.ts: inner\n {2}Error: why\n/m,
  },
  'a file that cannot be loaded': {
    text: "import './missing.js'",
    found: /^Failed: x\.test\.ts: the file itself\n[\s\S]*missing\.js/m,
  },
  'a file without tests': { text: '', found: /^Failed: x\.test\.ts: it has no tests$/m },
  'a test that ends its process well': {
    text: `${TEST}test('ends', () => process.exit(0))\ntest('never', () => {})`,
    found: /^Failed: x\.test\.ts: not all of it was run: its process ended$/m,
  },
  'a test that kills its process': {
    text: `${TEST}test('dies', () => process.kill(process.pid, 'SIGKILL'))`,
    found: /^Failed: x\.test\.ts: not all of it was run: its process was ended by SIGKILL$/m,
  },
  'what is thrown when all tests have passed': {
    text: `${TEST}test('good', () => {})\nsetTimeout(() => { throw new Error('late') }, 100)`,
    found: /^Failed: .*its process ended with status 1\n\n.*x\.test\.js" .* "Error: late"/m,
  },
  'a test that never ends': {
    text: `${TEST}test('waits', () => new Promise(() => {}))`,
    found: /^Failed: x\.test\.ts: waits\n {2}Promise resolution is still pending/m,
  },
}

/** Each of them alone, and between others in one process; run when they are first asked for. */
let broken: Map<string, Ran> | undefined

function brokenRuns(): Map<string, Ran> {
  const others = {
    'a.test.js': `${TEST}test('first', () => {})`,
    'z.test.js': `${TEST}test('last', () => {})`,
  }
  const scenarios = Object.entries(BROKEN).flatMap(([what, { text }]) => [
    { name: `${what}, alone`, files: { 'x.test.js': text } },
    {
      name: `${what}, among others`,
      files: { 'x.test.js': text, ...others },
      options: { processes: 1 },
    },
  ])
  return new Map(ranEach(scenarios).map((one, at) => [scenarios[at].name, one]))
}

for (const [what, { found }] of Object.entries(BROKEN)) {
  for (const where of ['alone', 'among others']) {
    test(`${what} fails: ${where}`, () => {
      broken ??= brokenRuns()
      const run = broken.get(`${what}, ${where}`)
      assert.ok(run)
      assert.match(run.stdout, found)
      assert.doesNotMatch(totals(run.stdout) ?? '', / 0 failed/)
      assert.equal(run.well, false)
    })
  }
}

test('where a process dies others take what it would have run', () => {
  const dies = `${TEST}test('dies', () => process.kill(process.pid, 'SIGKILL'))`
  const lives = `${TEST}test('lives', () => {})`
  const names = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `${name}.test.js`)
  const [once, always] = ranEach([
    {
      files: Object.fromEntries(names.map((name, at) => [name, at === 0 ? dies : lives])),
      options: { processes: 1 },
    },
    { files: Object.fromEntries(names.map((name) => [name, dies])), options: { processes: 1 } },
  ])
  assert.equal(totals(once.stdout), '5 passed, 1 failed, 0 skipped, of 6 files')
  assert.match(once.stdout, /^Failed: a\.test\.ts: not all of it was run: its process was ended/)
  assert.equal(totals(always.stdout), '0 passed, 6 failed, 0 skipped, of 6 files')
})

test('of what a process wrote, that of files that passed is not printed', () => {
  const files = {
    'a.test.js': `${TEST}test('passes', () => console.log('noise'))`,
    'b.test.js': `${TEST}test('fails', () => { console.log('found'); throw new Error('why') })`,
  }
  const { stdout } = ran(files, { processes: 1 })
  assert.match(stdout, /Its process wrote:\n {2}found$/m)
  assert.doesNotMatch(stdout, /noise/)
})

test('what registers module hooks is the last of its process', () => {
  const hooks =
    "export const load = (url, context, next) => url.endsWith('data.js') ? { format: 'module', shortCircuit: true, source: 'export default 2' } : next(url, context)"
  const uses = `${TEST}import assert from 'node:assert'
import { register } from 'node:module'
test('once', async () => {
  const { default: data } = await import('./data.js')
  assert.equal(data, 1)
  register('./hooks.js', import.meta.url)
})`
  const names = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `${name}.test.js`)
  const files = Object.fromEntries(names.map((name) => [name, uses]))
  const { stdout } = ran(
    { 'data.js': 'export default 1', 'hooks.js': hooks, ...files },
    { processes: 1 },
  )
  assert.equal(totals(stdout), '6 passed, 0 failed, 0 skipped, of 6 files')
})

test('a file finds the environment that the first found', () => {
  const [changes, finds] = [
    `${TEST}test('sets', () => { process.env.LEFT = 'on'; delete process.env.PATH })`,
    `${TEST}import assert from 'node:assert'
test('is as it was', () => { assert.equal(process.env.LEFT, undefined); assert.ok(process.env.PATH) })`,
  ]
  const { stdout } = ran({ 'a.test.js': changes, 'b.test.js': finds }, { processes: 1 })
  assert.equal(totals(stdout), '2 passed, 0 failed, 0 skipped, of 2 files')
})

test('where no file has the word there is nothing that could pass', () => {
  const files = { 'a.test.js': `${TEST}test('one', () => {})` }
  const [none, one, empty] = ranEach([
    { files, options: { words: ['other'] } },
    { files, options: { words: ['other', 'a.test'] } },
    { files: {} },
  ])
  assert.match(none.stderr, /There is no test file whose path holds other\./)
  assert.deepEqual(
    [none, one, empty].map(({ well }) => well),
    [false, true, false],
  )
})

test('slow files are test files, and the quick run leaves them out and says how many', async () => {
  const { SLOW }: { SLOW: string[] } = await import(pathToFileURL(join(RUNNER, 'slow.mjs')).href)
  for (const name of SLOW) assert.ok(existsSync(join(ROOT, `${name}.test.ts`)), name)
  assert.equal(new Set(SLOW).size, SLOW.length)
  const text = `${TEST}test('one', () => {})`
  const files = { 'a.test.js': text, [`${SLOW[0]}.test.js`]: text }
  const [quick, all] = ranEach([
    { files, options: { quick: true } },
    { files, options: { slowest: 1 } },
  ])
  assert.equal(
    totals(quick.stdout),
    '1 passed, 0 failed, 0 skipped, of 1 files; 1 slow files left out',
  )
  assert.match(all.stdout, /^ +\d\.\d s {2}\S+\.test\.ts$/m)
  assert.equal(totals(all.stdout), '2 passed, 0 failed, 0 skipped, of 2 files')
})
