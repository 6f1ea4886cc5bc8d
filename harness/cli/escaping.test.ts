/** No byte of a file, of a name or of a message reaches the terminal as a control character. */
import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { quietRun } from '../../results/analysis/compare/fixtures.js'
import { syntheticResult } from '../../results/fixtures/synthetic.js'
import { JOURNAL_FILE, RESULT_FILE, type Result, saveResult } from '../../results/record/index.js'
import { run } from '../testing/capture.js'
import { newFolder, tinySuite } from '../testing/suites.js'

/** Clears the screen, sets a terminal's title, the C1 way and text from right to left. */
const HOSTILE = '\x1b[2J\x1b]0;owned\x07\x9b2J\u202e'

async function shown(expected: RegExp, ...args: string[]): Promise<void> {
  const { stderr, stdout } = await run(...args)
  const text = stdout + stderr
  assert.match(text, expected)
  const control = /[^\P{Cc}\n\t]|\p{Cf}/u.exec(text)
  assert.equal(control, null, JSON.stringify(control?.[0]))
}

function fileWith(name: string, text: string): string {
  const file = join(newFolder(), name)
  writeFileSync(file, text)
  return file
}

/** The folder of a run whose texts are hostile. */
function hostileRun(change: (result: Result) => Result): string {
  const folder = newFolder()
  saveResult(folder, change(syntheticResult({ fail: { row: 'ts/punt-range', cell: '64K@4K' } })))
  return folder
}

const ESCAPED = /\\u001b\]0;owned\\u0007/

test('a result that is not JSON', () =>
  shown(/not JSON: .*\\u001b/, 'report', fileWith(RESULT_FILE, `${HOSTILE}{}`)))

test('a wrong value of a field', () => {
  const wrong = { ...quietRun({ seed: 1 }), schema: 'unmap-bench/result', version: 1 }
  const json = JSON.stringify({ ...wrong, [HOSTILE]: 1, run: { ...wrong.run, state: HOSTILE } })
  return shown(/result\.json: /, 'report', fileWith(RESULT_FILE, json))
})

test("a file's name on the command line", () => shown(ESCAPED, 'report', `no${HOSTILE}where`))

test('an option', () => shown(ESCAPED, 'report', `--${HOSTILE}`))

test('a suite with a hostile name, listed', () =>
  shown(ESCAPED, 'bench', '--list', '--suite', tinySuite({ name: `red \x1b[31m ${HOSTILE}` })))

test('a field of a suite', () =>
  shown(/tiny\.json: /, 'bench', '--suite', tinySuite({ generations: HOSTILE, [HOSTILE]: 1 })))

test('a trace', () => {
  const trace = fileWith('trace.txt', ` dd-1 [000] ..... 1.0: map: IOMMU: iova=${HOSTILE}\n`)
  return shown(ESCAPED, 'bench', '--suite', tinySuite({ cells: [{ trace }] }))
})

test('a journal', () => {
  const folder = newFolder()
  writeFileSync(join(folder, JOURNAL_FILE), `${JSON.stringify({ type: HOSTILE, [HOSTILE]: 1 })}\n`)
  return shown(/journal\.jsonl, line 1: /, 'bench', '--resume', folder)
})

test("a failure's message, and a row's name", async () => {
  const folder = hostileRun((result) => ({
    ...result,
    rows: result.rows.map((row) => ({
      ...row,
      tier: `ts\x1b[31m${HOSTILE}`,
      ...(row.failure && { failure: { ...row.failure, message: `red \x1b[31m ${HOSTILE}` } }),
    })),
  }))
  const out = join(newFolder(), 'out')
  mkdirSync(out)
  await shown(ESCAPED, 'report', folder, '--out', out)
  await shown(/of 2 runs|against/, 'compare', folder, folder)
})

test('JSON is what it was', async () => {
  const folder = hostileRun((result) => ({
    ...result,
    options: { ...result.options, arguments: [HOSTILE] },
  }))
  const { stdout } = await run('report', folder, '--json', '--out', newFolder())
  assert.deepEqual(JSON.parse(stdout).options.arguments, [HOSTILE])
})
