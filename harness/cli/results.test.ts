import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { syntheticResult } from '../../results/fixtures/synthetic.js'
import { createRunFolder, saveResult } from '../../results/record/index.js'
import { savedFolder } from '../../results/record/runs/index.js'
import { run } from '../testing/capture.js'
import { newFolder } from '../testing/suites.js'
import { results } from './results.js'

const DAY = 86_400_000

/** Two dated runs, one of them broken, and a saved one. */
function filled(): string {
  const base = newFolder()
  const result = syntheticResult({ generations: 2 })
  saveResult(createRunFolder(base, new Date(0)), result)
  createRunFolder(base, new Date(DAY))
  const saved = savedFolder(base, 'before')
  mkdirSync(saved, { recursive: true })
  saveResult(saved, result)
  return base
}

/** What the command says of the runs in `base`. */
function said(base: string, options: Parameters<typeof results>[0]): string {
  let text = ''
  const stdout = { write: (part: string) => (text += part) }
  assert.equal(results(options, { stdout, stderr: stdout }, base), 0)
  return text
}

test('runs are listed with date, machine, suite, size and how much; broken ones as such', () => {
  const base = filled()
  const lines = said(base, {}).trimEnd().split('\n')
  assert.match(lines[0] ?? '', /^run +date \(UTC\) +suite +machine +on disk +how much\?$/)
  assert.match(
    lines[1] ?? '',
    /^saved\/before +2026-01-02 03:04 +synthetic +Synthetic CPU, 8 CPUs +\d+ kB +[\d.]+ x .*\d.*$/,
  )
  assert.match(lines[2] ?? '', /^1970-01-01T00-00-00 /)
  assert.match(lines[3] ?? '', /^1970-01-02T00-00-00 .* broken: holds no result.json/)
  assert.match(lines[4] ?? '', /^3 runs, \d+ kB$/)
  const json = JSON.parse(said(base, { json: true }))
  assert.deepEqual(
    json.map(({ state }: { state: string }) => state),
    ['complete', 'complete', 'broken'],
  )
})

test('an empty folder says how to make a run', () => {
  assert.match(said(newFolder(), {}), /There are no runs; npm run bench makes one/)
})

test('--dry-run says what would go and removes nothing; then it goes', () => {
  const base = filled()
  const before = readdirSync(base).sort()
  assert.equal(said(base, { keep: '1', dryRun: true }), 'Would remove 1970-01-01T00-00-00\n')
  assert.deepEqual(readdirSync(base).sort(), before)
  assert.equal(said(base, { keep: '1' }), 'Removed 1970-01-01T00-00-00\n')
  assert.equal(existsSync(join(base, '1970-01-01T00-00-00')), false)
  assert.equal(said(base, { keep: '1' }), 'Nothing to remove.\n')
  assert.equal(said(base, { remove: ['before'] }), 'Removed saved/before\n')
  assert.equal(existsSync(join(base, 'saved', 'before')), false)
})

test('what cannot be done is one line and exit 2', async () => {
  for (const [args, message] of [
    [['--keep', 'two'], /--keep two is not a whole number/],
    [['--remove', 'no-such-run'], /no run is called no-such-run/],
    [['--remove', 'analysis'], /no run is called analysis/],
    [['--dry-run'], /--dry-run says what --remove or --keep would do/],
    [['--json', '--keep', '1000'], /--json is for the list/],
  ] as const) {
    const { code, stderr, stdout } = await run('results', ...args)
    assert.deepEqual([code, stdout], [2, ''])
    assert.match(stderr, message)
    assert.equal(stderr.trim().split('\n').length, 1)
  }
})
