/** The kernel's own self-tests of the trees in use, run in user space. */
import { kernelTiers } from '../../engines/index.js'
import { kernelSelfTests, type SelfTest } from '../../engines/linux/index.js'

/** Those of one library of a tree, or why it has none. */
export interface LibrarySelfTests {
  tier: string
  library: string
  tests: SelfTest[]
  absent?: string
  /** Whether they should have run: the tree has them, or was to be built, and could not be. */
  failed?: boolean
}

/** Runs them, a tree after another. */
export async function runSelfTests(): Promise<LibrarySelfTests[]> {
  const found: LibrarySelfTests[] = []
  for (const kernels of kernelTiers()) {
    const { missing, tier } = kernels
    for (const { library, ran } of [
      ...(await kernelSelfTests(kernels)),
      ...missing.map(({ library, why }) => ({ library, ran: { absent: why, failed: true } })),
    ]) {
      found.push(
        'absent' in ran
          ? { tier, library, tests: [], absent: ran.absent, failed: ran.failed }
          : { tier, library, tests: ran.tests },
      )
    }
  }
  return found
}

/** Whether one failed, or none ran that should have. */
export function failedSelfTests({ failed = false, tests }: LibrarySelfTests): boolean {
  return failed || tests.some(({ ok }) => !ok)
}

/**
 * A line for a library of a tree, with those that failed below it, in the kernel's own words; when
 * verbose, with every one.
 */
export function selfTestLines(
  { absent, failed, library, tests, tier }: LibrarySelfTests,
  verbose = false,
): string[] {
  const what = `${tier}, ${library}`
  if (absent !== undefined)
    return [`${failed ? 'FAIL' : 'n/a '}  ${what}: its own self-tests did not run: ${absent}`]
  const skipped = tests.filter((one) => one.skipped !== undefined).length
  const passed = tests.filter(({ ok }) => ok).length - skipped
  const rest = skipped === 0 ? '' : `, ${skipped} skipped themselves`
  return [
    `${tests.every(({ ok }) => ok) ? 'pass' : 'FAIL'}  ${what}: ${passed} of ${tests.length} of its own self-tests passed${rest}`,
    ...tests.filter(({ ok }) => verbose || !ok).map(lineOf),
  ]
}

function lineOf({ case: name, message, ok, skipped }: SelfTest): string {
  if (skipped !== undefined) return `      skip  ${name}: ${skipped}`
  return ok ? `      pass  ${name}` : `      FAIL  ${name}: ${message}`
}
