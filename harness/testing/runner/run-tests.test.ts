/** What the runner makes of test files: what is broken fails, in whatever way it is broken. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
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

/** Test files by their names, in a folder of their own; what the runner prints of them, and whether all is well. */
function ran(files: Record<string, string>, options: Record<string, unknown> = {}) {
  const own = mkdtempSync(join(folder, 'tests-'))
  for (const [name, text] of Object.entries({ 'package.json': '{"type":"module"}', ...files })) {
    mkdirSync(dirname(join(own, name)), { recursive: true })
    writeFileSync(join(own, name), text)
  }
  const script = join(own, 'run.mjs')
  const runner = JSON.stringify(pathToFileURL(join(RUNNER, 'run-tests.mjs')).href)
  const all = JSON.stringify({ folder: own, words: [], quick: false, slowest: 0, ...options })
  writeFileSync(
    script,
    `import { runTests } from ${runner}\nprocess.exitCode = (await runTests(${all})) ? 0 : 2\n`,
  )
  const { NODE_TEST_CONTEXT, ...env } = process.env
  const { status, stderr, stdout } = spawnSync(process.execPath, [script], {
    encoding: 'utf8',
    env,
  })
  return { status, stderr, stdout }
}

const totals = (stdout: string) =>
  stdout
    .trim()
    .split('\n')
    .at(-1)
    ?.replace(/ in [\d.]+ s/, '')

test('tests that pass are a line of totals, whatever they write', () => {
  const { status, stdout } = ran({
    'a.test.js': `${TEST}test('one', () => console.log('noise'))\ntest('two', { skip: 'no' }, () => {})`,
    'deep/b.test.js': `${TEST}describe('suite', () => test('in it', () => {}))`,
  })
  assert.equal(stdout.trim().split('\n').length, 1)
  assert.equal(totals(stdout), '2 passed, 0 failed, 1 skipped, of 2 files')
  assert.equal(status, 0)
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
    found: /^Failed: .*x\.test\.ts/m,
  },
  'a test that never ends': {
    text: `${TEST}test('waits', () => new Promise(() => {}))`,
    found: /^Failed: x\.test\.ts: waits\n {2}Promise resolution is still pending/m,
  },
}

for (const [what, { text, found }] of Object.entries(BROKEN)) {
  for (const [where, others] of [
    ['alone', {}],
    [
      'among others',
      {
        'a.test.js': `${TEST}test('first', () => {})`,
        'z.test.js': `${TEST}test('last', () => {})`,
      },
    ],
  ] as const) {
    test(`${what} fails: ${where}`, () => {
      const { status, stdout } = ran({ 'x.test.js': text, ...others })
      assert.match(stdout, found)
      assert.doesNotMatch(totals(stdout) ?? '', / 0 failed/)
      assert.equal(status, 2)
    })
  }
}

test('where no file has the word there is nothing that could pass', () => {
  const files = { 'a.test.js': `${TEST}test('one', () => {})` }
  const { status, stderr } = ran(files, { words: ['other'] })
  assert.match(stderr, /There is no test file whose path holds other\./)
  assert.equal(status, 2)
  assert.equal(ran(files, { words: ['other', 'a.test'] }).status, 0)
  assert.equal(ran({}).status, 2)
})

test('slow files are test files, and the quick run leaves them out and says how many', async () => {
  const { SLOW }: { SLOW: string[] } = await import(pathToFileURL(join(RUNNER, 'slow.mjs')).href)
  for (const name of SLOW) assert.ok(existsSync(join(ROOT, `${name}.test.ts`)), name)
  assert.equal(new Set(SLOW).size, SLOW.length)
  const text = `${TEST}test('one', () => {})`
  const files = { 'a.test.js': text, [`${SLOW[0]}.test.js`]: text }
  assert.equal(
    totals(ran(files, { quick: true }).stdout),
    '1 passed, 0 failed, 0 skipped, of 1 files; 1 slow files left out',
  )
  const { stdout } = ran(files, { slowest: 1 })
  assert.match(stdout, /^ +\d\.\d s {2}\S+\.test\.ts$/m)
  assert.equal(totals(stdout), '2 passed, 0 failed, 0 skipped, of 2 files')
})
