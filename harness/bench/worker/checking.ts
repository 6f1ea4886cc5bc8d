/** The process that gates and counts one engine. It never times anything. */
import { allEngines, type Engine, SILENT } from '../../../engines/index.js'
import { type CycleCounts, countEngine } from './count.js'
import { describeEngine, loadEngine } from './engine.js'
import { gate } from './gate.js'
import type { Answer, Checked, EngineDescription, Request } from './protocol.js'
import { serve } from './serve.js'

let engine: Engine | undefined

async function open(reference: string): Promise<EngineDescription> {
  engine = await loadEngine(reference, allEngines())
  return describeEngine(engine)
}

function opened(): Engine {
  if (engine === undefined) throw new Error('no engine is open')
  return engine
}

function check(request: Request & { type: 'check' }): Checked {
  const engine = opened()
  const { domain, seed, tape } = request
  // Without a probe an engine that has a build for timing is gated in that build.
  const gated = engine.open(domain, SILENT)
  const result = gate(gated, tape, seed)
  gated.close()
  return { ...result, counts: seenCounts(countEngine(engine, domain, tape)) }
}

/** An engine that reports nothing has no counts; zeroes would be a claim. */
function seenCounts(counts: CycleCounts): CycleCounts {
  const seen = Object.values(counts).some((perOp) =>
    Object.values(perOp).some((count) => count > 0),
  )
  return seen ? counts : {}
}

/** The suite is loaded where it is asked for: a benchmark's workers start without it. */
async function runCaseNamed(name: string): Promise<Answer<'case'>> {
  const { findCase, runCase } = await import('../../conformance/suite.js')
  return runCase(findCase(name), opened())
}

async function random(operations: number, seed: number): Promise<Answer<'random'>> {
  const { runRandom } = await import('../../conformance/random/index.js')
  const report = runRandom(opened(), { operations, seed })
  return { operations: report.operations, failure: report.failure }
}

serve(async (request) => {
  switch (request.type) {
    case 'open':
      return open(request.engine)
    case 'check':
      return check(request)
    case 'declared':
      return opened().semantics
    case 'case':
      return runCaseNamed(request.name)
    case 'random':
      return random(request.operations, request.seed)
    default:
      throw new Error(`a checking process does not ${request.type}`)
  }
})
