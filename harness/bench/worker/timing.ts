/** The process that times one row that runs in Node. It runs the timed build of the engines and never counts. */
import { setFlagsFromString } from 'node:v8'
import { type Engine, type Session, SILENT, type Tape } from '../../../engines/contract/index.js'
import { describeEngine, loadEngine } from '../../engine/load.js'
import type { Handlers } from '../../processes/kind.js'
import { comparePeak } from './compare-peak.js'
import { releaseEvicted } from './evict.js'
import type { Timing } from './protocol.js'
import { CellSampler } from './sampler.js'
import { timedBuild } from './timed-build.js'
import { TIMING_V8_FLAGS } from './v8-flags.js'

// Before an engine is compiled, so that the flags hold for all of it.
for (const flag of TIMING_V8_FLAGS) setFlagsFromString(flag)

interface LoadedCell {
  session: Session
  tape: Tape
  sampler: CellSampler
}

export function createHandlers(): Handlers<Timing> {
  let engine: Engine | undefined
  const cells = new Map<string, LoadedCell>()
  const loaded = (cell: string): LoadedCell => {
    const found = cells.get(cell)
    if (found === undefined) throw new Error(`cell ${cell} is not loaded`)
    return found
  }
  return {
    async open(request) {
      engine = await loadEngine(request.engine, { ...(await timedBuild()), timed: true })
      return describeEngine(engine)
    },
    load({ cell, domain, tape }) {
      if (engine === undefined) throw new Error('no engine is open')
      const session = engine.open(domain, SILENT)
      cells.set(cell, { session, tape, sampler: new CellSampler(session, tape) })
      return null
    },
    warm: ({ cell, forMs }) => ({ settled: loaded(cell).sampler.warm(forMs) }),
    turn: ({ cell }) => loaded(cell).sampler.turn(),
    verify({ cell, ...expected }) {
      const { session, tape } = loaded(cell)
      comparePeak(session, tape, expected)
      return null
    },
    unload({ cell }) {
      loaded(cell).session.close()
      cells.delete(cell)
      releaseEvicted()
      return null
    },
  }
}
