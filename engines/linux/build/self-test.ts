import { execFile } from 'node:child_process'
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
  const options = { timeout: MOST_MS, maxBuffer: Number.POSITIVE_INFINITY }
  return new Promise((done) => {
    execFile(file, options, (error, stdout) => {
      const lines = stdout.split('\n')
      if (error === null) done({ lines, ending: undefined })
      else if (typeof error.code === 'string') done({ lines: [], ending: error.message })
      else if (error.signal) done({ lines, ending: `it was ended by ${error.signal}` })
      else done({ lines, ending: `it ended with status ${error.code}` })
    })
  })
}
