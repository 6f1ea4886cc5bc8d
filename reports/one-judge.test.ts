/** Reports say what the analysis decided: they never hold an interval against 1, a band or another one. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { projectRoot } from '../engines/contract/index.js'

/** What verdicts are made of; an axis's own ends are called otherwise. */
const JUDGED = /(^|\.)(low|high|estimate|nullBand|smallestResolvable)(\[\w+\])?$/
const BOUND = /^1$|(^|\.)(floor|band|noiseFloor)(\[\w+\])?$/
const COMPARISON = /([\w.?[\]]+) (?:<|<=|>|>=) ([\w.?[\]]+)/g

/** Comparisons of one of those with 1, a band or another one. Formatted sources have spaces around. */
function decisionsIn(source: string): string[] {
  return [...source.matchAll(COMPARISON)].flatMap(([text, ...sides]) => {
    const judged = sides.filter((side) => JUDGED.test(side ?? ''))
    const bounds = sides.filter((side) => BOUND.test(side ?? ''))
    return judged.length > 0 && judged.length + bounds.length === 2 ? [text] : []
  })
}

test('what a decision looks like is known', () => {
  for (const source of [
    'speedup.low > 1 || speedup.high < 1',
    'figure.estimate < 1',
    'half.speedup.high < whole.speedup.low',
    'own.low <= common.high',
    'effect > cell.nullBand[op]; estimate > floor',
  ]) {
    assert.ok(decisionsIn(source).length > 0, source)
  }
  for (const source of ['low < least', 'share < 1', 'bound > 0', "verdict === 'resolved'"]) {
    assert.deepEqual(decisionsIn(source), [], source)
  }
})

test('no report decides', () => {
  const folder = join(projectRoot(), 'reports')
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (path) => path.endsWith('.ts') && !path.endsWith('.test.ts'),
  )
  assert.ok(files.length > 50)
  const found = files.flatMap((path) =>
    decisionsIn(readFileSync(join(folder, path), 'utf8')).map((text) => `${path}: ${text}`),
  )
  assert.deepEqual(found, [])
})
