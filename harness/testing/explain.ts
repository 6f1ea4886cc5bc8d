/** `npm run explain` in tests: what it prints, and how it refuses. */
import assert from 'node:assert/strict'
import { type Captured, runAllHere } from './capture.js'

/** What the command prints; it must end well. */
export async function textOf(...args: string[]): Promise<string> {
  const { code, stderr, stdout } = await runAllHere('explain', ...args)
  assert.equal(code, 0, stderr)
  return stdout
}

/** Asserts that the command is refused in one line. */
export async function refused(expected: RegExp, ...args: string[]): Promise<void> {
  refusal(expected, await runAllHere('explain', ...args))
}

/** The same, of what a command wrote. */
export function refusal(expected: RegExp, { code, stderr, stdout }: Captured): void {
  assert.equal(code, 2)
  assert.equal(stdout, '')
  assert.match(stderr, expected)
  assert.equal(stderr.trim().split('\n').length, 1, `one line, not: ${stderr}`)
}
