import { spawn } from 'node:child_process'
import { join } from 'node:path'
import type { LibraryManifest, SelfTest } from '../library/manifest.js'
import { type LinuxBuild, SELF_TEST } from './linux-build.js'

/** Most milliseconds that the tests may take. */
const MOST_MS = 120_000

/** The kernel's own self-tests, case by case; or why there are none, and whether there should have been. */
export type SelfTests = { tests: SelfTest[] } | { absent: string; failed: boolean }

/** Runs them, in processes of their own. */
export async function runSelfTests(
  { folder, kernel, missing, variants }: LinuxBuild,
  library: LibraryManifest,
): Promise<SelfTests> {
  const program = variants[SELF_TEST]
  if (program === undefined) return { absent: missing[SELF_TEST], failed: true }
  const { ending, lines } = await run(join(folder, program.file))
  const tests = library.readSelfTests(lines)
  if (tests.length === 0 && ending === undefined) {
    return {
      failed: false,
      absent: `Linux ${kernel.version} has no self-tests in the files of ${library.name}`,
    }
  }
  const failed = tests.some(({ ok }) => !ok)
  if (ending !== undefined && !failed) {
    tests.push({ case: 'the self-tests end well', ok: false, message: ending })
  }
  return { tests }
}

/** `ending` says how it ended where that was not well. */
function run(file: string): Promise<{ lines: string[]; ending: string | undefined }> {
  return new Promise((done) => {
    const child = spawn(file, { stdio: ['ignore', 'pipe', 'ignore'], timeout: MOST_MS })
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
