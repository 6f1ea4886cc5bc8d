/** The kernel's own self-tests of the trees in use, run in user space. */
import { kernelTiers } from '../../engines/index.js'
import { kernelSelfTests, type SelfTest } from '../../engines/linux/index.js'

/** One tree's, or why it has none. */
export interface TreeSelfTests {
  tier: string
  tests: SelfTest[]
  absent?: string
}

/** Runs them, a tree after another. */
export async function runSelfTests(): Promise<TreeSelfTests[]> {
  const found: TreeSelfTests[] = []
  for (const tier of kernelTiers()) {
    const ran = await kernelSelfTests(tier)
    found.push(
      'absent' in ran
        ? { tier: tier.tier, tests: [], absent: ran.absent }
        : { tier: tier.tier, tests: ran.tests },
    )
  }
  return found
}

export function failedSelfTests({ tests }: TreeSelfTests): boolean {
  return tests.some(({ ok }) => !ok)
}

/** The kernel's own words for each case, the failed ones marked. */
export function selfTestLines({ absent, tests, tier }: TreeSelfTests): string[] {
  if (absent !== undefined) return [`${tier}: its own self-tests did not run: ${absent}`]
  const passed = tests.filter(({ ok }) => ok).length
  return [
    `${tier}: ${passed} of ${tests.length} of its own self-tests passed`,
    ...tests.map(({ case: name, message, ok }) =>
      ok ? `  ok      ${name}` : `  FAILED  ${name}: ${message}`,
    ),
  ]
}
