import assert from 'node:assert/strict'
import { existsSync, mkdirSync, mkdtempSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { syntheticResult } from '../../fixtures/synthetic.js'
import { createRunFolder, updateLatest } from '../folder.js'
import { loadResult, saveResult } from '../store.js'
import {
  bytesOf,
  findRun,
  namedRuns,
  newestBegun,
  oldRuns,
  readRun,
  removeRuns,
  runPlaces,
  savedFolder,
} from './index.js'

let base = ''
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'runs-'))
})
afterEach(() => rmSync(base, { recursive: true }))

const RESULT = syntheticResult({ generations: 1, withoutCells: ['64M@4K'] })
const DAYS = ['1970-01-01T00-00-00', '1970-01-02T00-00-00', '1970-01-03T00-00-00']

/** Three dated runs, a saved one, the reference, and folders that are no runs. */
function fill(): void {
  for (const at of DAYS.keys()) saveResult(createRunFolder(base, new Date(at * 86_400_000)), RESULT)
  for (const folder of [savedFolder(base, 'before'), join(base, 'reference')]) {
    mkdirSync(folder, { recursive: true })
    saveResult(folder, RESULT)
  }
  mkdirSync(join(base, 'stats'))
  writeFileSync(join(base, 'schema.ts'), '')
  updateLatest(base, join(base, DAYS[2] ?? ''))
}

const names = () => runPlaces(base).map(({ name }) => name)

test('runs are listed with what they are; folders of sources are none', () => {
  fill()
  assert.deepEqual(names(), ['reference', 'saved/before', ...DAYS])
  const runs = runPlaces(base)
  assert.deepEqual(
    runs.map(({ kind }) => kind),
    ['reference', 'saved', 'run', 'run', 'run'],
  )
  for (const { path } of runs) {
    const { result, state } = readRun(path)
    assert.equal(state, 'complete')
    assert.ok(bytesOf(path) >= JSON.stringify(RESULT).length)
    assert.equal(result?.options.suite, 'synthetic')
  }
  assert.deepEqual(runPlaces(join(base, 'none')), [])
})

test('broken and unfinished runs are listed as such', () => {
  fill()
  const [first = '', second = '', third = ''] = DAYS
  writeFileSync(join(base, first, 'result.json'), '{"schema":')
  rmSync(join(base, second, 'result.json'))
  rmSync(join(base, third, 'result.json'))
  writeFileSync(join(base, third, 'journal.jsonl'), '')
  const state = (name: string) => readRun(join(base, name))
  assert.equal(state(first).state, 'broken')
  assert.match(state(first).problem ?? '', /not JSON/)
  assert.equal(state(second).state, 'broken')
  assert.match(state(second).problem ?? '', /holds no result.json/)
  assert.equal(state(third).state, 'unfinished')
})

test('runs are found by path, by folder, by the name that they were saved under, and by latest', () => {
  fill()
  const [, , newest = ''] = DAYS
  for (const [name, path] of [
    ['before', join(base, 'saved', 'before')],
    ['saved/before', join(base, 'saved', 'before')],
    ['reference', join(base, 'reference')],
    ['latest', join(base, 'latest')],
    [newest, join(base, newest)],
    [join(base, newest, 'result.json'), join(base, newest, 'result.json')],
    [join(base, newest), join(base, newest)],
  ] as const) {
    assert.equal(findRun(base, name), path)
    assert.equal(loadResult(findRun(base, name)).options.suite, 'synthetic')
  }
  assert.throws(() => findRun(base, 'befor'), /befor: not found; .*\(did you mean before\?\)/)
  assert.throws(() => findRun(base, 'stats'), /stats: not found/)
})

test('the newest that was begun may have been killed; a folder without a journal was not begun', () => {
  fill()
  assert.equal(newestBegun(base), undefined)
  const [first = '', second = ''] = DAYS
  for (const name of [first, second, 'saved/before']) {
    writeFileSync(join(base, name, 'journal.jsonl'), '')
  }
  rmSync(join(base, second, 'result.json'))
  assert.equal(newestBegun(base), join(base, second))
})

test('the oldest go, never saved ones or the reference', () => {
  fill()
  const places = runPlaces(base)
  const of = (keep: number) => oldRuns(places, keep).map(({ name }) => name)
  assert.deepEqual([of(2), of(3), of(9)], [DAYS.slice(0, 1), [], []])
  removeRuns(base, oldRuns(places, 0))
  assert.deepEqual(names(), ['reference', 'saved/before'])
  assert.ok(existsSync(join(base, 'stats')) && existsSync(join(base, 'schema.ts')))
})

test('runs that are named go, a saved one by either name', () => {
  fill()
  const places = runPlaces(base)
  const [first = ''] = DAYS
  assert.equal(namedRuns(places, ['before', 'saved/before', `${first}/`]).length, 2)
  removeRuns(base, namedRuns(places, ['before', first]))
  assert.deepEqual(names(), ['reference', ...DAYS.slice(1)])
  for (const name of ['stats', '..', '.', '', 'schema.ts', '../x', 'latest']) {
    assert.throws(() => namedRuns(places, [name]), /no run is called/, name)
  }
  assert.throws(
    () => namedRuns(places, ['before', 'reference']),
    /reference is part of the project/,
  )
})

test('latest leads to the newest that is left and ended, or goes', () => {
  fill()
  const places = runPlaces(base)
  const [first = '', second = '', third = ''] = DAYS
  removeRuns(base, namedRuns(places, [first]))
  assert.equal(readlinkSync(join(base, 'latest')), third)
  // Begun last, and killed.
  writeFileSync(join(createRunFolder(base, new Date(9 * 86_400_000)), 'journal.jsonl'), '')
  removeRuns(base, namedRuns(places, [third]))
  assert.equal(readlinkSync(join(base, 'latest')), second)
  removeRuns(base, oldRuns(runPlaces(base), 0))
  assert.deepEqual(names(), ['reference', 'saved/before'])
  assert.throws(() => findRun(base, 'latest'), /latest: not found/)
})

test('a latest that is a file is renewed only where it leads nowhere', () => {
  fill()
  const [first = '', , third = ''] = DAYS
  rmSync(join(base, 'latest'))
  writeFileSync(join(base, 'latest'), `${third}\n`)
  removeRuns(base, namedRuns(runPlaces(base), [first]))
  assert.equal(loadResult(join(base, 'latest')).options.suite, 'synthetic')
  removeRuns(base, namedRuns(runPlaces(base), [third]))
  assert.equal(loadResult(join(base, 'latest')).options.suite, 'synthetic')
})

test("a name of a saved run is no path, and no other run's", () => {
  assert.equal(savedFolder(base, 'v6.1-rc1+x'), join(base, 'saved', 'v6.1-rc1+x'))
  for (const name of ['', '.', '..', 'a/b', '-x', 'a b', '.hidden', 'latest', 'reference']) {
    assert.throws(() => savedFolder(base, name), /a run cannot be saved as/, name)
  }
})
