import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { historyOf, versionOf } from '../../../results/history/fixtures.js'
import { runAllHere } from '../../testing/capture.js'
import { newFolder } from '../../testing/suites.js'
import { printerOf } from './printer.js'

const TREE = ['history', '--kernel', '/nowhere']
const HISTORY = historyOf([versionOf('v6.1', [{ walks: 1 }, { walks: 256 }, { walks: 256 }])])

test('times that nobody takes or took are no figure to show', async () => {
  const built = await runAllHere(...TREE, '--figure', 'nsPerPage')
  assert.deepEqual([built.code, built.stderr], [2, '--figure nsPerPage: add --time\n'])
  const from = join(newFolder(), 'history.json')
  writeFileSync(from, JSON.stringify(HISTORY))
  const read = await runAllHere('history', '--from', from, '--figure', 'nsPerPage')
  assert.deepEqual(
    [read.code, read.stdout, read.stderr],
    [2, '', '--figure nsPerPage: no version was timed\n'],
  )
})

test('what was stopped before it was timed has its counts', async () => {
  let text = ''
  const stdout = { write: (part: string) => (text += part) }
  await printerOf({ format: 'terminal', time: 5 }, { stdout, stderr: stdout })(HISTORY)
  assert.match(text, /unmap: instructions/)
  assert.doesNotMatch(text, /Times are of this machine/)
})

test('--bad prints no history: what is of one is refused', async () => {
  for (const option of ['--figure', '--format', '--out', '--shard', '--time']) {
    const { code, stderr } = await runAllHere(...TREE, '--bad', 'instructions:map>1', option, '1')
    assert.equal(code, 128, option)
    assert.match(stderr, new RegExp(`'--bad <expression>' cannot be used with option '${option}`))
  }
})

test('an unknown form is answered with all that there are', async () => {
  const { stderr } = await runAllHere(...TREE, '--format', 'gif')
  assert.equal(stderr, '--format gif: there are terminal, markdown, csv, json, svg, png\n')
})
