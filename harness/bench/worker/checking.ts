/** The process that gates and counts one engine. It never times anything. */
import * as engines from '../../../engines/index.js'
import { type Engine, isCounted, SILENT } from '../../../engines/index.js'
import { describeEngine, loadEngine } from '../../engine/load.js'
import type { Handlers } from '../../processes/kind.js'
import { type CycleCounts, countEngine } from './count.js'
import { gate } from './gate.js'
import type { Checking } from './protocol.js'

export function createHandlers(): Handlers<Checking> {
  let engine: Engine | undefined
  return {
    async open(request) {
      engine = await loadEngine(request.engine, { ...engines, timed: false })
      return describeEngine(engine)
    },
    check({ domain, seed, tape }) {
      if (engine === undefined) throw new Error('no engine is open')
      // Without a probe an engine that has a build for timing is gated in that build.
      const gated = engine.open(domain, SILENT)
      const result = gate(gated, tape, seed)
      gated.close()
      return { ...result, counts: seenCounts(countEngine(engine, domain, tape)) }
    },
  }
}

/** An engine that reports nothing has no counts. */
function seenCounts(counts: CycleCounts): CycleCounts {
  return Object.values(counts).some(isCounted) ? counts : {}
}
