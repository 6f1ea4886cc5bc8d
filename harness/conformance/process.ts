/** The process that verifies engines, one after another. */
import type { Engine } from '../../engines/contract/index.js'
import * as engines from '../../engines/index.js'
import { describeEngine, loadEngine } from '../engine/load.js'
import type { Handlers } from '../processes/kind.js'
import { casesFor } from './cases/index.js'
import { runRandom } from './random/index.js'
import type { Conformance } from './trial/protocol.js'
import { runCase } from './trial/run-case.js'

export function createHandlers(): Handlers<Conformance> {
  let engine: Engine | undefined
  const opened = (): Engine => {
    if (engine === undefined) throw new Error('no engine is open')
    return engine
  }
  return {
    async open(request) {
      engine = await loadEngine(request.engine, { ...engines, timed: false })
      return describeEngine(engine)
    },
    declared: () => opened().semantics,
    case({ name }) {
      const one = casesFor(opened().format).find((candidate) => candidate.name === name)
      if (one === undefined) throw new Error(`no case is called "${name}"`)
      return runCase(one, opened())
    },
    random: (request) => runRandom(opened(), request),
  }
}
