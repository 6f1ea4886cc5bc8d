/** Runs one test file until its first failure. */
import { join } from 'node:path'
import { runNode } from './child.js'
import type { Copy } from './copy.js'

export interface TestsRun {
  /** What failed, in words; absent where nothing did. */
  failure?: string
  /** Tests that passed: 0 where all are skipped on this machine. */
  passed: number
  ms: number
}

const FAILED = /^not ok \d+ - (.*)$/m

/** @param limitMs what takes longer hangs, and has failed. */
export async function runTests(
  { dist, env, folder }: Copy,
  file: string,
  limitMs: number,
  signal?: AbortSignal,
): Promise<TestsRun> {
  const began = performance.now()
  const args = ['--test-reporter=tap', join(dist, file)]
  const enough = (output: string) => FAILED.test(output)
  const { code, late, output } = await runNode(args, { folder, limitMs, env, enough, signal })
  const [, name] = FAILED.exec(output) ?? []
  const failure = name ?? (late ? 'it hung' : code === 0 ? undefined : 'its process died')
  const skipped = output.match(/^ok .* # SKIP/gm)?.length ?? 0
  return {
    ...(failure !== undefined && { failure }),
    passed: (output.match(/^ok /gm)?.length ?? 0) - skipped,
    ms: performance.now() - began,
  }
}
