/** Long random sequences of maps and unmaps on an engine, against the model. */
import fc from 'fast-check'
import type { Engine } from '../../../engines/index.js'
import type { Answer, Request } from '../../processes/kind.js'
import type { Conformance } from '../trial/protocol.js'
import { replay } from './replay.js'
import { formatScript, type Script } from './script.js'
import { scriptsFor } from './scripts.js'
import { leaveOutSteps } from './shrink.js'

/** Scripts that fast-check draws at a time; nothing is carried from one batch to the next. */
const SCRIPTS_PER_BATCH = 32

/** Keeps the batches of seeds that lie side by side apart. */
const BATCH_STRIDE = 0x9e3779b1

/**
 * Runs random scripts on random domains until enough operations are done, the last scripts to their
 * end, or one fails, then shrunk, whose operations do not count. The same seed gives the same scripts.
 */
export function runRandom(
  engine: Engine,
  { operations, seed }: Request<Conformance, 'random'>,
): Answer<Conformance, 'random'> {
  let done = 0
  let failed = false
  const property = fc.property(scriptsFor(engine), (script) => {
    if (!failed) done += script.steps.length
    const passed = replay(engine, script) === undefined
    failed ||= !passed
    return passed
  })
  for (let batch = 0; done < operations; batch++) {
    const { counterexample } = fc.check(property, {
      numRuns: SCRIPTS_PER_BATCH,
      seed: (seed + Math.imul(batch, BATCH_STRIDE)) | 0,
    })
    if (counterexample === null) continue
    const [failing] = counterexample
    const fails = (shorter: Script) => replay(engine, shorter) !== undefined
    const script = leaveOutSteps(failing, fails)
    const message = replay(engine, script) ?? 'it failed once and not again'
    return { operations: done, failure: { message, script: formatScript(script) } }
  }
  return { operations: done }
}
