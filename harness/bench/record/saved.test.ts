import assert from 'node:assert/strict'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { JOURNAL_FILE, RESULT_FILE } from '../../../results/record/index.js'
import { run } from '../../testing/capture.js'
import { newFolder, tinySuite } from '../../testing/suites.js'
import { whatIsKept } from './saved.js'

function emptyRun(name = 'run'): string {
  const folder = join(newFolder(), name)
  mkdirSync(folder)
  return folder
}

test('a folder with nothing in it goes, and nothing is promised', () => {
  const folder = emptyRun()
  assert.equal(whatIsKept(folder), "nothing is kept, and the run's folder was removed")
  assert.equal(existsSync(folder), false)
  assert.equal(whatIsKept(folder), 'nothing is kept')
})

test('what a row crashed on stays, and a torn header is nothing to go on with', () => {
  for (const [name, text] of [
    ['crash-punt.json', '{}'],
    [JOURNAL_FILE, '{"type":"header","sch'],
    [JOURNAL_FILE, '{}\n'],
  ] as const) {
    const folder = emptyRun()
    writeFileSync(join(folder, name), text)
    assert.match(whatIsKept(folder), /^nothing is kept that a run can go on with; .* stays in /)
    assert.deepEqual(readdirSync(folder), [name])
  }
})

test('rounds are kept with the command that goes on, a result with the one that reports', async () => {
  const out = emptyRun("it's mine")
  const { code, stderr } = await run('bench', '--suite', tinySuite(), '--out', out)
  assert.equal(code, 0, stderr)
  const word = `'${out.replace("'", "'\\''")}'`
  assert.equal(whatIsKept(out), `the result is kept: npm run report -- ${word} makes its reports`)
  const rounds = readFileSync(join(out, JOURNAL_FILE), 'utf8').split('"type":"round"').length - 1
  assert.ok(rounds > 1)
  // As where a run was gone on with, and the disk is full before its own result.
  utimesSync(join(out, RESULT_FILE), 1, 1)
  const goesOn = `${rounds} rounds are kept: npm run bench -- --resume ${word} goes on`
  assert.equal(whatIsKept(out), goesOn)
})
