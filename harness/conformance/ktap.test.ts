import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseKtap } from '../../reports/ci/testing.js'
import { run } from '../testing/capture.js'
import { verifiedKtap } from './ktap.js'

test('verify --format ktap: each case of each engine, with the reason where it does not apply', async () => {
  const { code, stderr, stdout } = await run(
    ...[
      'verify',
      '--engine',
      'ts/punt,ts/per-page',
      '--case',
      'rollback',
      'block',
      '--format',
      'ktap',
    ],
  )
  assert.equal(code, 0, stderr)
  const engines = parseKtap(stdout)
  assert.deepEqual(
    engines.map(({ name, ok }) => [name, ok]),
    [
      ['ts/punt', true],
      ['ts/per-page', true],
    ],
  )
  const cases = engines.flatMap(({ tests }) => tests)
  assert.ok(cases.some(({ directive }) => directive === undefined))
  for (const { data, directive } of cases) assert.equal(directive === 'SKIP', data !== undefined)
})

test('failures, and self-tests that failed, were skipped, are not there or did not run', () => {
  const text = verifiedKtap(
    [
      {
        engine: 'x/y',
        semantics: { coveredTable: 'dropped', insideBlock: 'split', blockOverTable: 'replaced' },
        results: [
          { name: 'a', source: 's', verdict: { status: 'failed', reason: 'lost 3 # tables' } },
        ],
        milliseconds: 1,
      },
    ],
    [
      {
        tier: 'linux-1',
        library: 'l',
        tests: [
          { case: 'one', ok: true, message: '' },
          { case: 'two', ok: false, message: 'line 7' },
          { case: 'three', ok: true, message: '', skipped: 'no' },
        ],
      },
      { tier: 'linux-2', library: 'l', tests: [], absent: 'it has none', failed: false },
      { tier: 'linux-3', library: 'l', tests: [], absent: 'it was not built', failed: true },
    ],
  )
  const [engine, own, none, error] = parseKtap(text)
  assert.deepEqual(engine.tests[0].notes, ['lost 3 # tables', 'source: s'])
  assert.deepEqual(
    own.tests.map(({ directive, notes, ok }) => [ok, directive, notes]),
    [
      [true, undefined, []],
      [false, undefined, ['line 7']],
      [true, 'SKIP', []],
    ],
  )
  assert.deepEqual([none.ok, none.directive, none.data], [true, 'SKIP', 'it has none'])
  assert.deepEqual([error.ok, error.directive, error.data], [false, 'ERROR', 'it was not built'])
})

test('--format takes what there is, and not --json beside it', async () => {
  const unknown = await run('verify', '--format', 'tap')
  assert.equal(unknown.code, 2)
  assert.match(unknown.stderr, /terminal, ktap/)
  const both = await run('verify', '--format', 'ktap', '--json')
  assert.equal(both.code, 2)
})
