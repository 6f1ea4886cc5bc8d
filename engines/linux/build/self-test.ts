import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { eachAtOnce } from '../../native/index.js'
import type { LibraryManifest, SelfTest } from '../manifest.js'
import { type LinuxBuild, SELF_TEST } from './linux-build.js'

/** Most milliseconds that the tests may take. */
const MOST_MS = 120_000

/** The kernel's own self-tests, case by case; or why there are none. */
export type SelfTests = { tests: SelfTest[] } | { absent: string }

/** Runs them, in processes of their own, as many at once as there are processors. */
export async function runSelfTests(
  { folder, kernel, missing, selfTestRuns, variants }: LinuxBuild,
  library: LibraryManifest,
): Promise<SelfTests> {
  const program = variants[SELF_TEST]
  if (program === undefined) return { absent: missing[SELF_TEST] }
  const ended = new Map<readonly string[], Ended>()
  await eachAtOnce(selfTestRuns, async (args) => {
    ended.set(args, await run(join(folder, program.file), args))
  })
  const tests = selfTestRuns.flatMap((args) => testsOf(args, ended.get(args), library))
  if (tests.length > 0) return { tests }
  return { absent: `Linux ${kernel.version} has no self-tests in the files of ${library.name}` }
}

/** `ending` tells how a program ended where that was not well. */
interface Ended {
  lines: string[]
  ending: string | undefined
}

function testsOf(
  args: readonly string[],
  ended: Ended | undefined,
  library: LibraryManifest,
): SelfTest[] {
  if (ended === undefined) return []
  const tests = library.readSelfTests(ended.lines)
  if (ended.ending === undefined || tests.some(({ ok }) => !ok)) return tests
  const name = ['the self-tests', ...args, 'end well'].join(' ')
  return [...tests, { case: name, ok: false, message: ended.ending }]
}

function run(file: string, args: readonly string[]): Promise<Ended> {
  return new Promise((done) => {
    const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'ignore'], timeout: MOST_MS })
    let stdout = ''
    child.stdout.on('data', (text) => {
      stdout += text
    })
    child.on('error', ({ message }) => done({ lines: [], ending: message }))
    child.on('close', (status, signal) => {
      const ending =
        signal === null ? `it ended with status ${status}` : `it was ended by ${signal}`
      done({ lines: stdout.split('\n'), ending: status === 0 ? undefined : ending })
    })
  })
}
