import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { projectRoot } from '../../../engines/contract/index.js'
import { FAULTS, type Fault, planted, problemsOf, textOf, tryFaults } from './index.js'

const folder = mkdtempSync(join(tmpdir(), 'unmap-bench-'))
after(() => rmSync(folder, { recursive: true }))

const SUM = `export function sum(values: readonly number[]): number {
  let total = 0
  for (const value of values) total += value
  return total
}
`
const SUM_TEST = `import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sum } from './sum.js'
test('adds', () => assert.equal(sum([3, 4]), 7))
`
const NEVER = `import { test } from 'node:test'
test('elsewhere', { skip: true }, () => {})
`
const CONFIG = {
  compilerOptions: {
    module: 'nodenext',
    types: ['node'],
    strict: true,
    noEmitOnError: true,
    outDir: 'dist',
    rootDir: '.',
    skipLibCheck: true,
  },
  include: ['*.ts'],
}

/** A project of one function and its test. */
function project(): string {
  const root = mkdtempSync(join(folder, 'project-'))
  const files = {
    'package.json': '{ "type": "module" }',
    'tsconfig.json': JSON.stringify(CONFIG),
    'sum.ts': SUM,
    'sum.test.ts': SUM_TEST,
    'never.test.ts': NEVER,
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, name), text)
  symlinkSync(join(projectRoot(), 'node_modules'), join(root, 'node_modules'))
  return root
}

const fault = (says: string, find: string, replace: string, tests = ['sum']): Fault => ({
  file: 'sum.ts',
  find,
  replace,
  says,
  tests,
})
const WRONG = fault('subtracts', 'total += value', 'total -= value')
const HARMLESS = fault('starts from the other zero', 'total = 0', 'total = -0')
const BROKEN = fault('adds what is not there', 'total += value', 'total += valve')
const UNSEEN = fault('adds twice', 'total += value', 'total += 2 * value', ['never'])

test('the list fits the sources, and has each fault once', () => {
  const root = projectRoot()
  assert.deepEqual(problemsOf(FAULTS, root, join(root, 'dist')), [])
  assert.ok(FAULTS.length >= 40)
})

test('a fault that does not apply once, whose test is gone or that is told twice is a problem', () => {
  const root = project()
  const dist = join(projectRoot(), 'dist')
  const found = (one: Fault) => problemsOf([one], root, dist).join()
  assert.match(found(fault('a', 'total', 'sum')), /stands there 3 times, not once/)
  assert.match(found(fault('a', 'product', 'sum')), /stands there 0 times/)
  assert.match(found({ ...WRONG, file: 'gone.ts' }), /no such file/)
  assert.match(
    found({ ...WRONG, tests: ['no-such-test'] }),
    /no test file's path holds no-such-test/,
  )
  assert.match(problemsOf([WRONG, WRONG], root, dist).join(), /another fault says the same/)
  assert.equal(planted('a b a', { ...WRONG, find: 'a', replace: 'c', times: 2 }), 'c b c')
})

test('a fault is caught, a harmless change survives, and the tree is as it was', async () => {
  const root = project()
  const before = readdirSync(root)
  const faults = [WRONG, HARMLESS, BROKEN, UNSEEN]
  const found: string[] = []
  const tried = await tryFaults(root, faults, { found: (one) => found.push(one.fault.says) })
  assert.deepEqual(
    tried.map(({ fault, outcome }) => [fault.says, outcome.kind]),
    [
      ['subtracts', 'caught'],
      ['starts from the other zero', 'survived'],
      ['adds what is not there', 'does-not-build'],
      ['adds twice', 'not-tried'],
    ],
  )
  assert.deepEqual(tried[0].outcome, { kind: 'caught', by: 'sum.test.js: adds' })
  assert.deepEqual(found.toSorted(), faults.map(({ says }) => says).toSorted())
  assert.deepEqual(readdirSync(root), before)
  const text = textOf(tried)
  assert.match(text, /^Survived:\n {2}sum\.ts: starts from the other zero\n {4}- total = 0\n/)
  assert.match(text, /Does not compile:\n.*Cannot find name 'valve'/)
  assert.match(text, /\n1 of 3 caught\.\n$/)
  const proved = {
    fault: { ...HARMLESS, equivalent: 'zeroes are equal' },
    outcome: tried[1].outcome,
  }
  assert.match(
    textOf([tried[0], proved]),
    /^Equivalent:\n.*zeroes are equal\n\nCaught[\s\S]*\n1 of 1 caught\.\n$/,
  )
})

test('what is known is not tried again, and a run that is stopped keeps what it found', async () => {
  const root = project()
  const known = await tryFaults(root, [WRONG], { known: () => ({ kind: 'survived' }) })
  assert.deepEqual(known, [{ fault: WRONG, outcome: { kind: 'survived' } }])
  const stop = new AbortController()
  stop.abort()
  assert.deepEqual(await tryFaults(root, [WRONG], { signal: stop.signal }), [])
})

test('a test that fails without a fault is named, since it would see each', async () => {
  const root = project()
  writeFileSync(join(root, 'sum.ts'), SUM.replace('let total = 0', 'let total = 1'))
  const fault = { ...WRONG, tests: ['sum', 'never'] }
  await assert.rejects(
    tryFaults(root, [fault, { ...fault, says: 'again' }]),
    /^InputError: sum\.test\.js fails without a fault: adds; make it pass first$/,
  )
})
