import assert from 'node:assert/strict'
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { ownCache } from '../../../engines/instructions/testing.js'
import { analyse } from '../../../results/analysis/index.js'
import { syntheticResult } from '../../../results/fixtures/synthetic.js'
import { createRunFolder, saveResult } from '../../../results/record/index.js'
import { runPlaces } from '../../../results/record/runs/index.js'
import { newFolder } from '../../testing/suites.js'
import { cacheSummary, summariesOf } from './run-summary.js'

ownCache()

const RESULT = syntheticResult({ generations: 2 })
const OTHER = syntheticResult({ generations: 2, seed: 7 })

function ran(base: string, day: number, result = RESULT): string {
  const folder = createRunFolder(base, new Date(day * 86_400_000))
  saveResult(folder, result)
  return folder
}

const lines = (base: string) =>
  summariesOf(runPlaces(base)).map(({ bytes: _, kind: __, ...line }) => line)

test('a run is analysed once: its line is cached, and printed again', () => {
  const base = newFolder()
  const folder = ran(base, 0)
  const analysis = analyse(RESULT)
  const [first] = lines(base)
  assert.match(first?.figure ?? '', /^[\d.]+ x/)
  assert.ok(first?.answer?.includes(first.figure ?? 'none'))
  assert.deepEqual(lines(base), [first])
  // Were it analysed again, what is cached of it would not be printed.
  cacheSummary(folder, { ...analysis, options: { ...analysis.options, suite: 'as was kept' } })
  assert.deepEqual(lines(base), [{ ...first, suite: 'as was kept' }])
})

test('a run that was renamed, replaced, damaged or removed is listed as what it is', () => {
  const base = newFolder()
  const [one, two] = [ran(base, 0), ran(base, 1, OTHER)]
  const [first, second] = lines(base)
  assert.notEqual(first?.figure, second?.figure)
  const saved = join(base, 'saved')
  mkdirSync(saved)
  renameSync(one, join(saved, 'before'))
  assert.deepEqual(lines(base), [{ ...first, name: 'saved/before' }, second])
  saveResult(two, RESULT)
  assert.deepEqual(lines(base)[1], { ...first, name: second?.name })
  writeFileSync(join(two, 'result.json'), '{"schema":')
  assert.deepEqual([lines(base)[1]?.state, lines(base)[1]?.figure], ['broken', undefined])
  rmSync(two, { recursive: true })
  assert.equal(lines(base).length, 1)
})

test('where there is no cache the line is the same', () => {
  const base = newFolder()
  ran(base, 0, syntheticResult({ generations: 2, seed: 9 }))
  const [kept] = lines(base)
  const cache = process.env.XDG_CACHE_HOME
  try {
    process.env.XDG_CACHE_HOME = '/dev/null'
    assert.deepEqual(lines(base), [kept])
  } finally {
    process.env.XDG_CACHE_HOME = cache
  }
})
