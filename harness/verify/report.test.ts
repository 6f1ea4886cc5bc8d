import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Verdict } from './case.js'
import { formatEngine, formatTally, tallyOf } from './report.js'
import type { EngineReport } from './verify-engine.js'

const plain = { colour: false, verbose: false }

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

test('a heading with what is declared, a line a case, and under a failure why and where from', () => {
  assert.deepEqual(formatEngine(report, plain).split('\n'), [
    'mine/table',
    '  declares: a covered table is dropped; a block unmapped in part is refused; a table under a new block is replaced if empty',
    '  pass  case 0',
    '  FAIL  case 1',
    '        first line',
    '        second line',
    '        source: source 1',
    '  n/a   case 2 (no blocks)',
    '  1 passed, 1 failed, 1 not applicable, in 1.2 s',
    '',
    '',
  ])
})

test('--verbose tells the source of every case', () => {
  const text = formatEngine(report, { ...plain, verbose: true })
  for (const at of [0, 1, 2]) assert.ok(text.includes(`source: source ${at}`))
})

test('colours are on a terminal alone', () => {
  assert.ok(formatEngine(report, { ...plain, colour: true }).includes('\x1b['))
  assert.ok(!formatEngine(report, plain).includes('\x1b['))
})

test('a case that does not apply is no pass', () => {
  assert.equal(formatTally(tallyOf([report, report])), '2 passed, 2 failed, 2 not applicable')
})
