import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatEngine, formatTally, tallyOf } from './report.js'
import { selfTestLines } from './self-tests.js'
import type { Verdict } from './trial/case.js'
import type { EngineReport } from './verify-engine.js'

const plain = { colour: false, verbose: false, width: 12 }
const verbose = { ...plain, verbose: true }

function reportOf(...verdicts: Verdict[]): EngineReport {
  return {
    engine: 'mine/table',
    semantics: {
      coveredTable: 'dropped',
      insideBlock: 'refused',
      blockOverTable: 'replaced-if-empty',
    },
    results: verdicts.map((verdict, at) => ({
      name: `case ${at}`,
      source: `source ${at}`,
      verdict,
    })),
    milliseconds: 1234,
  }
}

const report = reportOf(
  { status: 'passed' },
  { status: 'failed', reason: 'first line\nsecond line' },
  { status: 'not-applicable', reason: 'no blocks' },
)

test('a line an engine, and under it what failed: why, and where the case is from', () => {
  assert.deepEqual(formatEngine(report, plain).split('\n'), [
    'FAIL  mine/table    1 passed, 1 failed, 1 not applicable, in 1.2 s',
    '      FAIL  case 1',
    '            first line',
    '            second line',
    '            source: source 1',
    '',
  ])
  const line = (...verdicts: Verdict[]) => formatEngine(reportOf(...verdicts), plain)
  assert.equal(line({ status: 'passed' }), 'pass  mine/table    1 passed, in 1.2 s\n')
  assert.match(
    line({ status: 'not-applicable', reason: 'x' }),
    /^n\/a {3}mine\/table {4}0 passed, 1 not/,
  )
})

test('--verbose prints what is declared, and every case with its source', () => {
  assert.deepEqual(formatEngine(report, verbose).split('\n'), [
    'FAIL  mine/table    1 passed, 1 failed, 1 not applicable, in 1.2 s',
    '      declares: a covered table is dropped; a block unmapped in part is refused; a table under a new block is replaced if empty',
    '      pass  case 0',
    '            source: source 0',
    '      FAIL  case 1',
    '            first line',
    '            second line',
    '            source: source 1',
    '      n/a   case 2 (no blocks)',
    '            source: source 2',
    '',
    '',
  ])
})

test('colours are on a terminal alone', () => {
  assert.ok(formatEngine(report, { ...plain, colour: true }).includes('\x1b['))
  assert.ok(!formatEngine(report, plain).includes('\x1b['))
})

test('a case that does not apply is no pass', () => {
  assert.equal(formatTally(tallyOf([report, report])), '2 passed, 2 failed, 2 not applicable')
})

const tests = [
  { case: 'holds', ok: true, message: '' },
  { case: 'breaks', ok: false, message: 'expected 1' },
  { case: 'waits', ok: true, message: '', skipped: 'no 64K' },
]

test("a line for a library's own self-tests, and those that failed by name", () => {
  const own = { tier: 'linux-1.2', library: 'lib', tests }
  assert.deepEqual(selfTestLines(own), [
    'FAIL  linux-1.2, lib: 1 of 3 of its own self-tests passed, 1 skipped themselves',
    '      FAIL  breaks: expected 1',
  ])
  assert.deepEqual(selfTestLines({ ...own, tests: tests.slice(0, 1) }), [
    'pass  linux-1.2, lib: 1 of 1 of its own self-tests passed',
  ])
  assert.deepEqual(selfTestLines(own, true).slice(1), [
    '      pass  holds',
    '      FAIL  breaks: expected 1',
    '      skip  waits: no 64K',
  ])
  assert.match(selfTestLines({ ...own, tests: [], absent: 'no gcc' }).join(), /^n\/a .*: no gcc$/)
})
