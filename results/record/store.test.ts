import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { projectRoot } from '../../engines/contract/index.js'
import { analyse } from '../analysis/index.js'
import { syntheticResult } from '../fixtures/synthetic.js'
import { ResultError } from './error.js'
import { createRunFolder, updateLatest } from './folder.js'
import { loadResult, saveResult } from './store.js'

const RESULT = syntheticResult()
let base = ''
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'store-'))
})
afterEach(() => rmSync(base, { recursive: true }))

/** Asserts that loading `path` fails on one line that matches. */
function fails(path: string, message: RegExp): void {
  assert.throws(
    () => loadResult(path),
    (error) => {
      assert.ok(error instanceof ResultError)
      assert.match(error.message, message)
      assert.ok(error.message.startsWith(base), error.message)
      assert.doesNotMatch(error.message, /\n/)
      return true
    },
  )
}

function file(content: string): string {
  const path = join(base, 'result.json')
  writeFileSync(path, content)
  return path
}

test('a result is read by its file, by its folder and by latest', () => {
  const folder = createRunFolder(base, new Date(0))
  const path = saveResult(folder, RESULT)
  updateLatest(base, folder)
  for (const name of [path, folder, join(base, 'latest')])
    assert.deepEqual(loadResult(name), RESULT)
})

test('a latest that is a file is followed', () => {
  const folder = createRunFolder(base, new Date(0))
  saveResult(folder, RESULT)
  updateLatest(base, folder, () => {
    throw new Error('EPERM')
  })
  assert.deepEqual(loadResult(join(base, 'latest')), RESULT)
})

test('a file that is larger than a text can be is refused with what to do', () => {
  const path = file('')
  truncateSync(path, 2 ** 29)
  fails(path, /result\.json: 536 MB, and Node reads 536 MB at most; .* name its shards one by one/)
})

test('an invalid result is not saved', () => {
  const [cell] = syntheticResult().cells
  assert.ok(cell)
  const invalid = { ...RESULT, cells: [cell, cell] }
  assert.throws(() => saveResult(base, invalid), /result\.json: cells\[1\]\.id: a second cell/)
  assert.deepEqual(readdirSync(base), [])
})

test('what is not there is not found', () => {
  fails(join(base, 'none'), /none: not found; name a result.json or a run's folder$/)
  fails(base, /holds no result.json: this is no run's folder$/)
  writeFileSync(join(base, 'journal.jsonl'), '')
  fails(base, /the run was killed before its end; resume it with npm run bench -- --resume$/)
})

test('a latest that leads nowhere is not found', () => {
  writeFileSync(join(base, 'latest'), 'gone\n')
  fails(join(base, 'latest'), /gone: not found/)
})

test('what is not JSON says so', () => {
  fails(file('{\n"schema": nothing\n}'), /result\.json: not JSON: SyntaxError: /)
})

test('a file of another kind or version is refused before its fields are looked at', () => {
  fails(file('[]'), /not a result of unmap-bench/)
  fails(file('{"schema":"other","version":1}'), /not a result of unmap-bench: schema: /)
  for (const [version, message] of [
    [2, /version: a result of version 2, made by a later unmap-bench; version 1 can be read here$/],
    [0, /version: there is no version 0; version 1 can be read here$/],
    [0.5, /version: there is no version 0\.5; /],
  ] as const) {
    fails(file(JSON.stringify({ schema: 'unmap-bench/result', version })), message)
  }
})

test('a wrong field is named by its place', () => {
  const cells = [{ ...RESULT.cells[0], slots: -1 }]
  fails(file(JSON.stringify({ ...RESULT, cells })), /result\.json: cells\[0\]\.slots: /)
})

test('a folder in the place of the file is an error on one line', () => {
  mkdirSync(join(base, 'result.json'))
  fails(base, /result\.json: cannot be read: EISDIR/)
})

test('a result of the first version is read and analysed as one of today', () => {
  const path = join(projectRoot(), 'results', 'fixtures', 'versions', 'v1.json')
  const { cells } = analyse(loadResult(path))
  assert.ok(cells[0]?.figures['ts/unmap-pages']?.unmap?.speedup, 'its figures are there')
})

test('what older results have besides is skipped', () => {
  const [first, ...others] = RESULT.cells
  const old = { ...RESULT, cells: [{ ...first, cpuNs: {}, switches: {} }, ...others] }
  assert.deepEqual(loadResult(file(JSON.stringify(old))), RESULT)
})
