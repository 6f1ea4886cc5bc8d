/** Reports say what the analysis decided: they never hold an interval against 1, a band or another one. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import ts from 'typescript'
import { projectRoot } from '../engines/contract/index.js'

const COMPARISONS = new Set([
  ts.SyntaxKind.LessThanToken,
  ts.SyntaxKind.LessThanEqualsToken,
  ts.SyntaxKind.GreaterThanToken,
  ts.SyntaxKind.GreaterThanEqualsToken,
])

/** What verdicts are made of; an axis's own ends are called otherwise. */
const JUDGED = /(^|\.)(low|high|estimate|nullBand|smallestResolvable|noiseFloor)(\[\w+\])?$/
const BOUND =
  /^1$|(^|\.)(low|high|estimate|floor|band|nullBand|noiseFloor|smallestResolvable)(\[\w+\])?$/

/** Comparisons of one of those with 1 or with another one, as source. */
function decisionsIn(source: string): string[] {
  const file = ts.createSourceFile('file.ts', source, ts.ScriptTarget.Latest, true)
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isBinaryExpression(node) && COMPARISONS.has(node.operatorToken.kind)) {
      const sides = [node.left.getText(file), node.right.getText(file)]
      const judged = sides.some((side) => JUDGED.test(side))
      if (judged && sides.every((side) => JUDGED.test(side) || BOUND.test(side))) {
        found.push(node.getText(file))
      }
    }
    ts.forEachChild(node, visit)
  }
  visit(file)
  return found
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
