/** Plants a fault in a copy, builds it and runs the tests that should see it. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { build, type Part, partsFor } from './build-copy.js'
import type { Copy } from './copy.js'
import { type Fault, planted } from './faults/index.js'
import { runTests } from './run-tests.js'

/** What became of a fault. */
export const outcomeSchema = z.discriminatedUnion('kind', [
  /** By the first test that failed. */
  z.object({ kind: z.literal('caught'), by: z.string() }),
  z.object({ kind: z.literal('survived') }),
  /** It is no fault that a build lets through: the compiler's first words. */
  z.object({ kind: z.literal('does-not-build'), message: z.string() }),
  /** All tests that are named are skipped on this machine. */
  z.object({ kind: z.literal('not-tried') }),
])
export type Outcome = z.infer<typeof outcomeSchema>

/** A copy, and what of its build is no longer that of its sources. */
export interface Bench extends Copy {
  stale: Set<Part>
}

/** A test file, and how long it may take. */
export interface TestFile {
  file: string
  limitMs: number
}

/** @param tests those that can run here, the quickest first. */
export async function tryFault(
  bench: Bench,
  fault: Fault,
  tests: readonly TestFile[],
  signal?: AbortSignal,
): Promise<Outcome> {
  if (tests.length === 0) return { kind: 'not-tried' }
  const path = join(bench.folder, fault.file)
  const right = readFileSync(path, 'utf8')
  const wrong = planted(right, fault)
  if (wrong instanceof Error) throw wrong
  writeFileSync(path, wrong)
  const parts = partsFor(fault.file)
  try {
    const said = await build(bench, new Set([...bench.stale, ...parts]), signal)
    bench.stale = new Set(said === undefined ? parts : [...bench.stale, ...parts])
    if (said !== undefined) return { kind: 'does-not-build', message: firstError(said) }
    for (const { file, limitMs } of tests) {
      const { failure } = await runTests(bench, file, limitMs, signal)
      if (failure !== undefined) return { kind: 'caught', by: `${file}: ${failure}` }
    }
    return { kind: 'survived' }
  } finally {
    writeFileSync(path, right)
  }
}

function firstError(text: string): string {
  const lines = text.split('\n')
  return lines.find((line) => /error/i.test(line)) ?? lines[0]
}
