/** Long random sequences of maps and unmaps on an engine, against the model. */
import fc from 'fast-check'
import { DEFAULT_FORMAT, type Engine } from '../../../engines/index.js'
import { placesOf } from '../trial/domains.js'
import { type Choice, type DomainChoice, SCRIPT_CHOICES } from './choices.js'
import { replay } from './replay.js'
import { formatScript, type Script } from './script.js'
import { scriptOf } from './script-of.js'
import { leaveOutSteps } from './shrink.js'

export interface RandomOptions {
  /** Operations to run, about: the last scripts are run to their end. */
  operations: number
  /** The same seed gives the same scripts. */
  seed: number
}

export interface RandomReport {
  /** Operations done, those of shrinking not counted. */
  operations: number
  failure: RandomFailure | undefined
}

export interface RandomFailure {
  /** What was wrong, in words. */
  message: string
  /** The shortest script found that fails, as text. */
  script: string
}

/** Scripts that fast-check draws at a time; nothing is carried from one batch to the next. */
const SCRIPTS_PER_BATCH = 32

/** Keeps the batches of seeds that lie side by side apart. */
const BATCH_STRIDE = 0x9e3779b1

/** Runs random scripts on random domains until enough operations are done or one fails, then shrunk. */
export function runRandom(engine: Engine, { operations, seed }: RandomOptions): RandomReport {
  const report: RandomReport = { operations: 0, failure: undefined }
  for (let batch = 0; report.operations < operations; batch++) {
    const failing = runBatch(engine, (seed + Math.imul(batch, BATCH_STRIDE)) | 0, report)
    if (failing === undefined) continue
    const script = leaveOutSteps(failing, (shorter) => replay(engine, shorter) !== undefined)
    report.failure = {
      message: replay(engine, script) ?? 'it failed once and not again',
      script: formatScript(script),
    }
    break
  }
  return report
}

/** Runs a batch of scripts and adds to the report. Returns one that fails, shrunk; else `undefined`. */
function runBatch(engine: Engine, seed: number, report: RandomReport): Script | undefined {
  let failed = false
  const details = fc.check(
    fc.property(SCRIPT_CHOICES, ({ domain, choices }) => {
      const script = scriptOf(servedBy(engine, domain), choices, engine.format)
      if (!failed) report.operations += script.steps.length
      const passed = replay(engine, script) === undefined
      if (!passed) failed = true
      return passed
    }),
    { numRuns: SCRIPTS_PER_BATCH, seed },
  )
  const counterexample: Array<{ domain: DomainChoice; choices: Choice[] }> | null =
    details.counterexample
  if (counterexample === null) return undefined
  const [{ domain, choices }] = counterexample
  return scriptOf(servedBy(engine, domain), choices, engine.format)
}

/** The domain in the sizes of an engine's format, of a walker that is coherent where it serves no other. */
function servedBy({ coherentOnly, format }: Engine, domain: DomainChoice): DomainChoice {
  const { BLOCK, CONTIGUOUS, LARGE, LEAVES, PAGE } = placesOf(format)
  const { BLOCK: block, LARGE: large, PAGE: page } = placesOf(DEFAULT_FORMAT)
  const sizes = [
    ...(has(domain, page) ? [PAGE] : []),
    ...(has(domain, block) ? [BLOCK] : []),
    ...(has(domain, large) && LEAVES.includes(LARGE) ? [LARGE] : []),
  ]
  const entryOf = (size: number) => (size < BLOCK ? PAGE : size < LARGE ? BLOCK : LARGE)
  const together = CONTIGUOUS.filter((size) => sizes.includes(entryOf(size)))
  const pgsizeBitmap = [...sizes, ...together].reduce((all, size) => all | size)
  return { ...domain, pgsizeBitmap, coherent: domain.coherent || coherentOnly !== undefined }
}

function has({ pgsizeBitmap }: DomainChoice, size: number): boolean {
  return (pgsizeBitmap & size) !== 0
}
