/** The process that gates and counts one engine. It never times anything. */
import { BUILT_IN_ENGINES, CountingProbe, type Engine } from '../../engines/index.js'
import { type CycleCounts, countCycle } from './count.js'
import { describeEngine, loadEngine } from './engine.js'
import { gate } from './gate.js'
import type { Checked, EngineDescription, Request } from './protocol.js'
import { serve } from './serve.js'

let engine: Engine | undefined

async function open(reference: string): Promise<EngineDescription> {
  engine = await loadEngine(reference, BUILT_IN_ENGINES)
  return describeEngine(engine)
}

function check(request: Request & { type: 'check' }): Checked {
  if (engine === undefined) throw new Error('no engine is open')
  const { domain, seed, tape } = request
  const probe = new CountingProbe()
  const gated = engine.open(domain, probe)
  const result = gate(gated, tape, seed)
  gated.close()
  const counted = engine.open(domain, probe)
  const counts = seenCounts(countCycle(counted, tape, probe))
  counted.close()
  return { ...result, counts }
}

/** An engine that reports nothing has no counts; zeroes would be a claim. */
function seenCounts(counts: CycleCounts): CycleCounts {
  const seen = Object.values(counts).some((perOp) =>
    Object.values(perOp).some((count) => count > 0),
  )
  return seen ? counts : {}
}

serve(async (request) => {
  switch (request.type) {
    case 'open':
      return open(request.engine)
    case 'check':
      return check(request)
    default:
      throw new Error(`a checking process does not ${request.type}`)
  }
})
