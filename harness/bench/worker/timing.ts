/** The process that times one row that runs in Node. It runs the timed build of the engines and never counts. */
import { setFlagsFromString } from 'node:v8'
import { type Engine, type Session, SILENT, type Tape } from '../../../engines/contract/index.js'
import { comparePeak } from './compare-peak.js'
import { describeEngine, loadEngine } from './engine.js'
import { releaseEvicted } from './evict.js'
import { timeLimits } from './limits.js'
import type { EngineDescription, Request } from './protocol.js'
import { CellSampler } from './sampler.js'
import { serve } from './serve.js'
import { TIMING_V8_FLAGS } from './v8-flags.js'

// Before an engine is compiled, so that the flags hold for all of it.
for (const flag of TIMING_V8_FLAGS) setFlagsFromString(flag)

interface LoadedCell {
  session: Session
  tape: Tape
  sampler: CellSampler
}

let engine: Engine | undefined
const cells = new Map<string, LoadedCell>()

/** The engines without their counting statements: the same modules, in a build of their own. */
async function timedBuild(): Promise<typeof import('../../../engines/index.js')> {
  return import(new URL('../../../timed/engines/index.js', import.meta.url).href)
}

async function open(reference: string): Promise<EngineDescription> {
  const { allEngines } = await timedBuild()
  engine = await loadEngine(reference, allEngines())
  return describeEngine(engine)
}

function load({ cell, domain, tape }: Request & { type: 'load' }): null {
  if (engine === undefined) throw new Error('no engine is open')
  const session = engine.open(domain, SILENT)
  cells.set(cell, { session, tape, sampler: new CellSampler(session, tape) })
  return null
}

function unload(cell: string): null {
  loaded(cell).session.close()
  cells.delete(cell)
  releaseEvicted()
  return null
}

function loaded(cell: string): LoadedCell {
  const found = cells.get(cell)
  if (found === undefined) throw new Error(`cell ${cell} is not loaded`)
  return found
}

serve(async (request) => {
  switch (request.type) {
    case 'open':
      return open(request.engine)
    case 'load':
      return load(request)
    case 'warm':
      return { settled: loaded(request.cell).sampler.warm(request.forMs) }
    case 'unload':
      return unload(request.cell)
    case 'turn':
      return loaded(request.cell).sampler.turn()
    case 'verify':
      comparePeak(loaded(request.cell).session, loaded(request.cell).tape, request)
      return null
    case 'limits':
      return timeLimits(await timedBuild(), request)
    default:
      throw new Error(`a timing process does not ${request.type}`)
  }
})
