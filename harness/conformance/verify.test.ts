/** The command as a user meets it, with engines that take their process down. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LISTING } from '../engine/protocol.js'
import { onlyInThisProcess } from '../processes/testing.js'
import { run, runAllHere, runWith } from '../testing/capture.js'
import { testEngine } from '../testing/suites.js'

/** Two cases: one maps nothing, the other maps and unmaps. */
const TWO_CASES = ['--case', 'an empty table', 'is unmapped whole']

/** With workers in this process, which what is verified does not take down. */
function verify(...args: string[]) {
  return runAllHere('verify', ...args)
}

/** In processes of their own, which an engine takes down or hangs in. */
function verifyApart(...args: string[]) {
  return runWith(onlyInThisProcess(LISTING.module), 'verify', ...args)
}

test('--help teaches: options, examples, exit codes', async () => {
  const { code, stdout } = await verify('--help')
  assert.equal(code, 0)
  for (const part of ['--engine', '--runs', '--seed', 'Examples:', 'n/a', 'Exit code:']) {
    assert.ok(stdout.includes(part), `${part} is missing`)
  }
})

test('a built-in engine: a line, the tally last, exit code 0; every case with --verbose', async () => {
  const { code, stdout } = await run('verify', '--engine', 'ts/punt', ...TWO_CASES)
  assert.equal(code, 0, stdout)
  assert.match(
    stdout,
    /^pass {2}ts\/punt {2}2 passed, in [\d.]+ s\nEngines: 1, .*--verbose.*\n2 passed/,
  )
  assert.match(stdout, /\n2 passed, 0 failed, 0 not applicable\n$/)
  const all = await verify('--engine', 'ts/punt', '--verbose', ...TWO_CASES)
  assert.match(
    all.stdout,
    /\n {6}declares: .*dropped.*split.*replaced\n {6}pass {2}an empty.*\n +source: /,
  )
})

test('an engine whose process dies fails the case at hand, and the next one is run', async () => {
  const cases = ['--case', 'is unmapped whole', 'a map that begins beyond', '--verbose']
  const { code, stdout } = await verifyApart('--engine', testEngine('dies'), ...cases)
  assert.equal(code, 1)
  assert.match(stdout, /FAIL {2}each page size is unmapped whole.*\n +its process died: .*SIGSEGV/)
  assert.match(stdout, /pass {2}a map that begins beyond/)
})

test('an engine that hangs fails the case at hand', async () => {
  const engine = testEngine('hangs')
  const { code, stdout } = await verifyApart(
    '--engine',
    engine,
    '--hang-timeout',
    '5',
    ...TWO_CASES,
  )
  assert.equal(code, 1)
  assert.match(stdout, /^FAIL {2}\S+ {2}1 passed, 1 failed, in/)
  assert.match(stdout, /FAIL .*\n +it hung: no answer within 5 s\n +source: /)
})

test('an engine that throws or lies fails, with what it did and where the case comes from', async () => {
  const { code, stdout } = await verify(
    '--engine',
    testEngine('throws'),
    testEngine('lies'),
    ...TWO_CASES,
  )
  assert.equal(code, 1)
  assert.match(stdout, /it threw: unmap is not made yet/)
  assert.match(stdout, /should not be there|is missing/)
  assert.match(stdout, /2 passed, 2 failed, 0 not applicable\n$/)
})

test('--json prints the same for scripts', async () => {
  const { code, stdout } = await verify('--engine', testEngine('lies'), '--json', ...TWO_CASES)
  assert.equal(code, 1)
  const printed = JSON.parse(stdout)
  assert.equal(printed.failed, 1)
  assert.equal(printed.passed, 1)
  assert.deepEqual(printed.engines[0].semantics.coveredTable, 'dropped')
  assert.equal(printed.engines[0].results[1].verdict.status, 'failed')
})

test('random operations are one more case; a failure prints the script that shows it', async () => {
  const engines = ['ts/punt', testEngine('lies')]
  const options = ['--runs', '300', '--seed', '5', '--case', 'an empty table']
  const { code, stdout } = await verify('--engine', ...engines, ...options)
  assert.equal(code, 1)
  assert.match(stdout, /^pass {2}ts\/punt +2 passed, /)
  assert.match(stdout, /FAIL {2}300 random operations .*\n.*\(seed 5\)\n/)
  assert.match(stdout, /source: --runs \d+ --seed 5/)
})

for (const [what, message, ...args] of [
  ['engine', /no engine is called ts\/pund \(did you mean ts\/punt\?\)/, '--engine', 'ts/pund'],
  ['case', /no case's name holds "nonsense"/, '--case', 'nonsense'],
  ['number of runs', /--runs many is not a number/, '--runs', 'many'],
  ['module', /no-engine\.js cannot be loaded: /, '--engine', testEngine('no-engine')],
] as const) {
  test(`an unusable ${what} is one line on stderr and exit code 2`, async () => {
    const { code, stderr, stdout } = await run('verify', ...args)
    assert.equal(code, 2, stderr)
    assert.equal(stdout, '')
    assert.match(stderr, message)
    assert.equal(stderr.trim().split('\n').length, 1, stderr)
  })
}
