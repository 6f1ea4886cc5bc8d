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
import { runAllHere } from '../../testing/capture.js'
import { newFolder, tinySuite } from '../../testing/suites.js'
import { describeSaved } from './saved.js'

function emptyRun(name = 'run'): string {
  const folder = join(newFolder(), name)
  mkdirSync(folder)
  return folder
}

test('a folder with nothing in it goes, and nothing is promised', () => {
  const folder = emptyRun()
  assert.equal(describeSaved(folder), "nothing is saved, and the run's folder was removed")
  assert.equal(existsSync(folder), false)
  assert.equal(describeSaved(folder), 'nothing is saved')
})

test('what a row crashed on stays, and a torn header resumes nothing', () => {
  for (const [name, text] of [
    ['crash-punt.json', '{}'],
    [JOURNAL_FILE, '{"type":"header","sch'],
    [JOURNAL_FILE, '{}\n'],
  ] as const) {
    const folder = emptyRun()
    writeFileSync(join(folder, name), text)
    assert.match(
      describeSaved(folder),
      /^nothing is saved that a run can be resumed from; .* stays in /,
    )
    assert.deepEqual(readdirSync(folder), [name])
  }
})

test('rounds are saved with the command that resumes them, a result with the one that reports', async () => {
  const out = emptyRun("it's mine")
  const { code, stderr } = await runAllHere('bench', '--suite', tinySuite(), '--out', out)
  assert.equal(code, 0, stderr)
  const word = `'${out.replace("'", "'\\''")}'`
  assert.equal(
    describeSaved(out),
    `the result is saved: npm run report -- ${word} makes its reports`,
  )
  const rounds = readFileSync(join(out, JOURNAL_FILE), 'utf8').split('"type":"round"').length - 1
  assert.ok(rounds > 1)
  // As where a run was resumed, and the disk is full before its own result.
  utimesSync(join(out, RESULT_FILE), 1, 1)
  const resumes = `${rounds} rounds are saved: npm run bench -- --resume ${word} resumes it`
  assert.equal(describeSaved(out), resumes)
})
