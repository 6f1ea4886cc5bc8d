/** Reports say what the analysis decided: they never hold an interval against 1, a band or another one. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { projectRoot } from '../engines/contract/index.js'

/** What verdicts are made of; an axis's own ends are called otherwise. */
const JUDGED = /\b(low|high|estimate|nullBand|smallestResolvable)\b/
const BOUND = /^1$|\b(floor|band|noiseFloor)\b/
const SIGN = / (?:<|<=|>|>=) /g
/** What stands between a comparison and its neighbours. */
const BETWEEN = /&&|\|\||=>|[;{}]| [?:=] |\breturn\b/

/**
 * Comparisons of one of those, anywhere in a side, with 1, a band or another one. Formatted sources
 * have spaces around.
 */
function decisionsIn(source: string): string[] {
  return source.split(BETWEEN).flatMap((part) =>
    [...part.matchAll(SIGN)].flatMap(({ 0: sign, index }) => {
      const sides = [
        closed(part.slice(0, index), /\(|,/, -1),
        closed(part.slice(index + sign.length), /\)|,/, 0),
      ]
      const judged = sides.filter((side) => JUDGED.test(side))
      const bounds = sides.filter((side) => !JUDGED.test(side) && BOUND.test(side))
      return judged.length > 0 && judged.length + bounds.length === 2 ? [sides.join(sign)] : []
    }),
  )
}

/** The side of a comparison that is left when calls around it and their other arguments are not. */
function closed(text: string, end: RegExp, at: 0 | -1): string {
  // Brackets that close within the side are its own.
  const own: string[] = []
  let rest = text
  for (let found = INNER.exec(rest); found !== null; found = INNER.exec(rest)) {
    own.push(found[0])
    rest = rest.replace(INNER, `#${own.length - 1}#`)
  }
  let side = rest.split(end).at(at) ?? ''
  while (/#\d+#/.test(side)) side = side.replace(/#(\d+)#/g, (_, nth) => own[Number(nth)] ?? '')
  return side.trim()
}

const INNER = /\([^()]*\)/

test('what a decision looks like is known', () => {
  for (const source of [
    'speedup.low > 1 || speedup.high < 1',
    'figure.estimate < 1',
    'half.speedup.high < whole.speedup.low',
    'own.low <= common.high',
    'estimate > cell.nullBand[op]',
    'estimate > floor',
    'Math.abs(estimate - 1) > floor',
    'all.filter(({ speedup }) => (speedup?.low ?? 0) > 1)',
    'if (Math.max(1, figure.estimate - 1) > (cell.nullBand[op] ?? 0)) return',
    '1 < figures[row].interval.low',
  ]) {
    assert.ok(decisionsIn(source).length > 0, source)
  }
  for (const source of [
    'low < least',
    'share < 1',
    'bound > 0',
    "verdict === 'resolved'",
    'some(low, columns.length > 1)',
    'estimate === undefined || rows.length > 1',
  ]) {
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
