/** A run that was killed can be resumed, and one of another method cannot. */
import assert from 'node:assert/strict'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, test } from 'node:test'
import {
  JOURNAL_FILE,
  type JournalHeader,
  type JournalRecord,
  loadResult,
  RESULT_FILE,
  readJournal,
} from '../../../results/record/index.js'
import { run, runAllHere } from '../../testing/capture.js'
import { newFolder, tinySuite } from '../../testing/suites.js'

const folder = join(newFolder(), 'out')
const journal = join(folder, JOURNAL_FILE)

before(async () => {
  const engines = ['ts/per-page']
  const suite = tinySuite({ engines, generations: undefined, seconds: 0.1 })
  const { code, stderr } = await runAllHere('bench', '--suite', suite, '--out', folder)
  assert.equal(code, 0, stderr)
})

function write(records: readonly JournalRecord[]): void {
  writeFileSync(journal, records.map((record) => `${JSON.stringify(record)}\n`).join(''))
}

test('what a kill left is resumed with the next generation, and nothing is recorded twice', async () => {
  const [header, ...rounds] = readJournal(journal)
  const generations = (records: readonly JournalRecord[]) =>
    records.flatMap((record) => (record.type === 'round' ? [record.generation] : []))
  // One generation, two rounds of the next, and a record that was being written.
  const kept = rounds.slice(0, generations(rounds).indexOf(1) + 2)
  write([header, ...kept])
  writeFileSync(journal, `${readFileSync(journal, 'utf8')}{"type":"round","cell":`)
  rmSync(join(folder, RESULT_FILE))

  const { code, stderr } = await runAllHere('bench', '--resume', folder)
  assert.equal(code, 0, stderr)
  const records = readJournal(journal)
  assert.deepEqual(records.slice(0, kept.length + 1), [header, ...kept])
  const added = generations(records).slice(kept.length)
  assert.ok(added.length > 0)
  assert.ok(added.every((generation) => generation >= 2))
  assert.deepEqual(loadResult(folder).cells[0].rounds.generation, generations(records))
})

test('--generations beside --resume is for all together', async () => {
  const { length } = readJournal(journal)
  const most = async (generations: number) => {
    const given = ['--generations', `${generations}`, '--time', '20']
    const { code } = await runAllHere('bench', '--resume', folder, ...given)
    assert.equal(code, 0)
    return new Set(loadResult(folder).cells[0].rounds.generation).size
  }
  const before = await most(1)
  assert.equal(readJournal(journal).length, length)
  assert.equal(await most(before + 1), before + 1)
})

test('what a run was started with is not changed beside --resume, and nothing is measured', async () => {
  const text = readFileSync(journal, 'utf8')
  for (const given of [
    ['--save', 'b1'],
    ['--engine', 'punt'],
    ['--seed', '1'],
    ['--no-instructions'],
    ['--instructions'],
  ]) {
    const { code, stderr } = await runAllHere('bench', '--resume', folder, '--time', '1', ...given)
    assert.equal(code, 2, stderr)
    assert.match(stderr, new RegExp(`^${given[0]} cannot be used with --resume: .*--time, .*\n$`))
  }
  assert.equal(readFileSync(journal, 'utf8'), text)
})

for (const [what, change, why] of [
  [
    'another version',
    ({ tool }: JournalHeader) => ({ tool: { ...tool, version: '0.1.0' } }),
    /begun with version 0\.1\.0.*, and this is version .*; start a new one/,
  ],
  [
    'another commit',
    ({ tool }: JournalHeader) => ({ tool: { ...tool, commit: 'a'.repeat(40) } }),
    /begun with version \S+ \(a{12}\) of this project, and this is .*; start a new one/,
  ],
  [
    'an earlier method, with an option that is no more',
    ({ cells, options }: JournalHeader) => ({
      cells: cells.map((cell) => ({ ...cell, cycles: 12 })),
      options: { ...options, arguments: ['--precision', '2%'] },
    }),
    /an earlier method of timing; start a new one/,
  ],
] as const) {
  test(`a run of ${what} is refused with its reason, and left as it is`, async () => {
    const [header, ...rest] = readJournal(journal)
    assert.equal(header.type, 'header')
    if (header.type !== 'header') return
    write([{ ...header, ...change(header) }, ...rest])
    const text = readFileSync(journal, 'utf8')
    const { code, stderr } = await run('bench', '--resume', folder)
    const left = readFileSync(journal, 'utf8')
    write([header, ...rest])
    assert.equal(code, 2)
    assert.match(stderr, why)
    assert.equal(left, text)
  })
}
