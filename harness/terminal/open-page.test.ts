import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { SYNTHETIC_CELLS, syntheticResult } from '../../results/fixtures/synthetic.js'
import { saveResult } from '../../results/record/index.js'
import { run } from '../testing/capture.js'
import { newFolder } from '../testing/suites.js'
import { type Desk, openPage } from './open-page.js'

/** What was started, and what was said. */
async function opened(desk: Partial<Desk>) {
  const page = join(newFolder(), 'report.html')
  writeFileSync(page, '')
  const started: string[][] = []
  let said = ''
  await openPage(
    page,
    { write: (text) => (said += text) },
    {
      platform: 'linux',
      env: {},
      start: async (command, args) => {
        started.push([command, ...args])
        return undefined
      },
      ...desk,
    },
  )
  return { started, said, page }
}

test('the page is opened by the program of the system', async () => {
  for (const [platform, env, command] of [
    ['linux', { DISPLAY: ':0' }, 'xdg-open'],
    ['freebsd', { WAYLAND_DISPLAY: 'wayland-0', CI: 'false' }, 'xdg-open'],
    ['darwin', {}, 'open'],
  ] as const) {
    const { page, said, started } = await opened({ platform, env })
    assert.deepEqual([said, started.length], ['', 1])
    assert.equal(started[0]?.[0], command)
    assert.match(started[0]?.[1] ?? '', /^file:\/\/.*\/report\.html$/)
    assert.ok(started[0]?.[1]?.endsWith(page.split('/').at(-1) ?? 'none'))
  }
})

test('in CI, without a display or without the program it says so, and where the page is', async () => {
  const missing = Object.assign(new Error('spawn xdg-open ENOENT'), { code: 'ENOENT' })
  const refused = Object.assign(new Error('spawn open EACCES'), { code: 'EACCES' })
  const display = { DISPLAY: ':0' }
  for (const [desk, why] of [
    [{ env: { ...display, CI: 'true' } }, 'CI has no browser'],
    [{ env: { DISPLAY: '' } }, 'there is no display'],
    [{ platform: 'win32' }, 'no program is known here that opens pages'],
    [{ env: display, start: async () => missing }, 'there is no xdg-open; apt-get install'],
    [{ platform: 'darwin', start: async () => refused }, 'open cannot be run: spawn open EACCES'],
  ] as ReadonlyArray<[Partial<Desk>, string]>) {
    const { said, started } = await opened(desk)
    assert.deepEqual(started, [])
    assert.ok(said.startsWith(`Not opened: ${why}`), said)
    assert.match(said, /\. The page is file:\/\/\S+\/report\.html\n$/)
  }
})

test('a program that is not there is an answer, and no crash', async () => {
  const path = process.env.PATH
  process.env.PATH = newFolder()
  const { CI, DISPLAY } = process.env
  Object.assign(process.env, { CI: '', DISPLAY: ':0' })
  try {
    let said = ''
    await openPage(newFolder(), { write: (text) => (said += text) })
    assert.match(said, /^Not opened: there is no (xdg-)?open|no program is known/)
  } finally {
    process.env.PATH = path
    for (const [name, value] of Object.entries({ CI, DISPLAY })) {
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    }
  }
})

test('--open of a report and of a comparison is of what was written', async () => {
  const folder = newFolder()
  saveResult(folder, syntheticResult({ generations: 2, withoutCells: SYNTHETIC_CELLS.slice(2) }))
  const ci = process.env.CI
  process.env.CI = '1'
  try {
    const report = await run('report', folder, '--open')
    assert.match(report.stderr, /^Not opened: CI has no browser. .*\/report\.html\n$/)
    assert.equal((await run('report', folder)).stderr, '')
    const out = join(newFolder(), 'c.html')
    const compare = ['compare', folder, folder, '--open', '--out', out]
    assert.match((await run(...compare, '--format', 'html')).stderr, /Not opened: .*\/c\.html\n$/)
    const refused = await run(...compare)
    assert.deepEqual([refused.code, refused.stdout], [2, ''])
    assert.match(refused.stderr, /^--open shows a page: add --format html --out FILE\n$/)
  } finally {
    if (ci === undefined) delete process.env.CI
    else process.env.CI = ci
  }
})
