/** What was verified, as tests for kernel CI: engines, their cases, and the kernels' own self-tests. */
import { type KtapCase, type KtapTest, ktap } from '../../reports/ci/index.js'
import type { LibrarySelfTests } from './self-tests.js'
import type { CaseResult, EngineReport } from './verify-engine.js'

/** A test for each engine and for the self-tests of each library, with a newline at its end. */
export function verifiedKtap(
  reports: readonly EngineReport[],
  selfTests: readonly LibrarySelfTests[],
): string {
  return ktap([
    ...reports.map(
      ({ engine, results }): KtapTest => ({ name: engine, tests: results.map(caseOf) }),
    ),
    ...selfTests.map(selfTestsOf),
  ])
}

function caseOf({ name, source, verdict }: CaseResult): KtapCase {
  switch (verdict.status) {
    case 'passed':
      return { name, result: 'passed' }
    case 'not-applicable':
      return { name, result: 'skipped', why: verdict.reason }
    case 'failed':
      return { name, result: 'failed', why: `${verdict.reason}\nsource: ${source}` }
  }
}

/** Self-tests that were to run and did not are an error; those that a tree has not are skipped. */
function selfTestsOf({ absent, failed, library, tests, tier }: LibrarySelfTests): KtapTest {
  const name = `${tier}, ${library}: its own self-tests`
  if (absent !== undefined) return { name, result: failed ? 'error' : 'skipped', why: absent }
  return {
    name,
    tests: tests.map((one): KtapCase => {
      const { case: test, message, ok, skipped } = one
      if (skipped !== undefined) return { name: test, result: 'skipped', why: skipped }
      return ok ? { name: test, result: 'passed' } : { name: test, result: 'failed', why: message }
    }),
  }
}
