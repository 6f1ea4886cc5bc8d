import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { run, runAllHere } from '../testing/capture.js'
import { newFolder } from '../testing/suites.js'
import { splitNames } from './name-list.js'

test('names stand with spaces or commas between them; a file is one name', () => {
  assert.deepEqual(splitNames(['a,b', 'c', ',d,']), ['a', 'b', 'c', 'd'])
  assert.deepEqual(splitNames([',']), [','])
  const file = join(newFolder(), 'mine,too.js')
  assert.deepEqual(splitNames([`${file},b`]), [`${join(file, '..')}/mine`, 'too.js', 'b'])
  writeFileSync(file, '')
  assert.deepEqual(splitNames([file, 'a,b']), [file, 'a', 'b'])
})

test('wherever engines, cells or formats are named, commas do', async () => {
  const plan = (...args: string[]) => run('bench', '--plan', '--suite', 'smoke', ...args)
  const [{ stdout: commas, code }, { stdout: spaces }] = [
    await plan('--engine', 'ts/punt,ts/map-sg', '--cell', '4K@4K,64K@4K'),
    await plan('--engine', 'ts/punt', 'ts/map-sg', '--cell', '4K@4K', '64K@4K'),
  ]
  assert.equal(code, 0)
  assert.equal(commas, spaces)
  assert.match(commas, /ts\/punt\n[\s\S]*ts\/map-sg\n/)
  const cases = ['--case', 'an empty table', '--json']
  const { stdout } = await runAllHere('verify', '--engine', 'ts/punt,ts/map-sg', ...cases)
  const { engines } = JSON.parse(stdout)
  assert.deepEqual(
    engines.map(({ engine }: { engine: string }) => engine),
    ['ts/punt', 'ts/map-sg'],
  )
  for (const args of [
    ['bench', '--plan', '--suite', 'smoke', '--engine', 'ts/punt,ts/pund'],
    ['verify', '--engine', 'ts/punt,ts/pund'],
  ]) {
    assert.match((await run(...args)).stderr, /^no engine is called ts\/pund /)
  }
})
