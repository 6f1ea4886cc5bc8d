import type { Semantics } from '../../engines/contract/index.js'
import { WorkerFailure } from '../processes/failure.js'
import type { Attendant } from './attendant.js'
import type { Case, Verdict } from './trial/case.js'

/** What became of one case on one engine. */
export interface CaseResult {
  name: string
  source: string
  verdict: Verdict
}

/** What became of an engine. */
export interface EngineReport {
  /** Its id, or the path of its module. */
  engine: string
  semantics: Semantics
  results: CaseResult[]
  milliseconds: number
}

export interface VerifyOptions {
  cases: readonly Case[]
  /** Random operations to run behind the cases; 0 for none. */
  runs: number
  seed: number
}

/**
 * Random operations of one request, so that a process which hangs is noticed in time. Each
 * slice has the seed behind that of the slice before it.
 */
const SLICE = 2_000

/** Runs the suite on an engine, in a process: what takes that down is one failed case. */
export async function verifyEngine(
  engine: string,
  attendant: Attendant,
  { cases, runs, seed }: VerifyOptions,
): Promise<EngineReport> {
  const begin = performance.now()
  const semantics = await attendant.request('declared', {})
  const results: CaseResult[] = []
  for (const { name, source } of cases) {
    const verdict = await judge(() => attendant.request('case', { name }))
    results.push({ name, source, verdict })
  }
  if (runs > 0) results.push(await verifyRandom(attendant, runs, seed))
  return { engine, semantics, results, milliseconds: performance.now() - begin }
}

/** Random operations as one more case. */
async function verifyRandom(attendant: Attendant, runs: number, seed: number): Promise<CaseResult> {
  let done = 0
  let slice = seed
  let verdict: Verdict = { status: 'passed' }
  while (done < runs && verdict.status === 'passed') {
    const operations = Math.min(SLICE, runs - done)
    verdict = await judge(async () => {
      const answer = await attendant.request('random', { operations, seed: slice })
      done += Math.max(operations, answer.operations)
      if (answer.failure === undefined) return { status: 'passed' }
      const { message, script } = answer.failure
      return { status: 'failed', reason: `${message} (seed ${slice})\n${script}` }
    })
    if (verdict.status === 'passed') slice++
  }
  return {
    name: `${runs} random operations leave what the model leaves, from seed ${seed} on`,
    source: `--runs ${SLICE} --seed ${slice}`,
    verdict,
  }
}

/** A verdict, or the failure of an engine's process. */
async function judge(ask: () => Promise<Verdict>): Promise<Verdict> {
  try {
    return await ask()
  } catch (error) {
    if (!(error instanceof WorkerFailure)) throw error
    return { status: 'failed', reason: `${HOW[error.kind] ?? error.kind}: ${error.message}` }
  }
}

const HOW: Partial<Record<WorkerFailure['kind'], string>> = {
  died: 'its process died',
  hung: 'it hung',
  threw: 'it threw',
}
