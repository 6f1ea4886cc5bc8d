/** Builds what a change to a file takes, by the steps of set-up. */
import { join } from 'node:path'
import { runNode } from './child.js'
import { COMPILED, type Copy } from './copy.js'

/** A part of the build. */
export type Part = 'typescript' | 'timed' | 'native'

const LIMIT_MS = 600_000

const STEPS: Record<Part, readonly string[]> = {
  // As set-up does, and from where it left off: what no change reaches is not looked at again. On one
  // thread, since each would check the common types for itself: it takes half the time of processors,
  // which others have a use for.
  typescript: [
    join('node_modules', 'typescript', 'bin', 'tsc'),
    ...['-p', '.', '--singleThreaded', '--incremental', '--tsBuildInfoFile', COMPILED],
  ],
  timed: [join('engines', 'timed-build.mjs')],
  native: [join('dist', 'engines', 'native', 'build', 'main.js')],
}

const ORDER: readonly Part[] = ['typescript', 'timed', 'native']

/** What must be built again after a file changed. The kernel tier compiles its own C in its tests. */
export function partsFor(file: string): Part[] {
  if (file.startsWith('engines/linux/') && !file.endsWith('.ts')) return []
  if (/\.[chS]$/.test(file)) return ['native']
  return file.startsWith('engines/') ? ['typescript', 'timed'] : ['typescript']
}

/** @returns what a step said that failed; `undefined` where all is built. */
export async function build(
  { env, folder }: Copy,
  parts: ReadonlySet<Part>,
  signal?: AbortSignal,
): Promise<string | undefined> {
  for (const part of ORDER.filter((one) => parts.has(one))) {
    const { code, output } = await runNode(STEPS[part], { folder, limitMs: LIMIT_MS, env, signal })
    if (code !== 0) return output.trim() || `${part} could not be built`
  }
  return undefined
}
