/** Whether the list still fits the sources: it is made of their text, and they move on. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Fault, planted } from './faults/index.js'
import { testsNamed } from './test-files.js'

/** What is wrong with each fault that cannot be planted, or that no test is named for; in words. */
export function problemsOf(faults: readonly Fault[], root: string, dist: string): string[] {
  const said = new Map<string, number>()
  for (const { says } of faults) said.set(says, (said.get(says) ?? 0) + 1)
  const tests = testsNamed(dist)
  return faults.flatMap((fault) => {
    const problem =
      problemOf(fault, root, tests) ??
      (said.get(fault.says) === 1 ? undefined : 'another fault says the same')
    return problem === undefined ? [] : [`${fault.file}: ${fault.says}: ${problem}`]
  })
}

function problemOf(
  fault: Fault,
  root: string,
  tests: (word: string) => string[],
): string | undefined {
  const path = join(root, fault.file)
  if (!existsSync(path)) return 'there is no such file'
  const text = planted(readFileSync(path, 'utf8'), fault)
  if (text instanceof Error) return text.message
  const blind = fault.tests.find((word) => tests(word).length === 0)
  if (blind !== undefined) return `no test file's path holds ${blind}`
  return fault.tests.length === 0 ? 'no test is named' : undefined
}
