/**
 * Test results as KTAP, version 1: what kselftest, KUnit and those who read them speak
 * (https://docs.kernel.org/dev-tools/ktap.html).
 */
import { printableLines } from '../text/index.js'

/** What became of a test that has no tests within it; `error`: it could not be run. */
export interface KtapCase {
  name: string
  result: 'passed' | 'failed' | 'skipped' | 'error'
  /** Why, where it did not pass. */
  why?: string
}

/** Tests of a name of their own; it fails where one of them does. */
export interface KtapGroup {
  name: string
  tests: readonly KtapTest[]
}

export type KtapTest = KtapCase | KtapGroup

/** Of one level of nesting. */
const INDENT = '  '

/** The whole text, with a newline at its end. */
export function ktap(tests: readonly KtapTest[]): string {
  return `${linesOf(tests).join('\n')}\n`
}

function linesOf(tests: readonly KtapTest[]): string[] {
  return [
    'KTAP version 1',
    `1..${tests.length}`,
    ...tests.flatMap((test, at) => [
      ...('tests' in test ? linesOf(test.tests).map((line) => INDENT + line) : notesOf(test)),
      resultLine(test, at + 1),
    ]),
  ]
}

function resultLine(test: KtapTest, number: number): string {
  const result = resultOf(test)
  const ok = result === 'passed' || result === 'skipped' ? 'ok' : 'not ok'
  const why = 'why' in test && test.why !== undefined ? ` ${inLine(test.why)}` : ''
  return `${ok} ${number} ${inLine(test.name)}${DIRECTIVES[result]}${DIRECTIVES[result] === '' ? '' : why}`
}

const DIRECTIVES: Record<KtapCase['result'], string> = {
  passed: '',
  failed: '',
  skipped: ' # SKIP',
  error: ' # ERROR',
}

/** One that fails makes its group fail; skipped ones say nothing of it, unless there are no others. */
function resultOf(test: KtapTest): KtapCase['result'] {
  if (!('tests' in test)) return test.result
  const results = test.tests.map(resultOf)
  if (results.some((result) => result === 'failed' || result === 'error')) return 'failed'
  return results.includes('passed') ? 'passed' : 'skipped'
}

/** Why a test failed, before its result, a line a line. */
function notesOf({ result, why }: KtapCase): string[] {
  if (result !== 'failed' || why === undefined) return []
  return printableLines(why)
    .split('\n')
    .map((line) => `# ${line}`.trimEnd())
}

/** In one line, and without the sign that ends a name: the format knows no way to escape it. */
function inLine(text: string): string {
  return printableLines(text).replaceAll('#', '_').replace(/\s+/g, ' ').trim()
}
