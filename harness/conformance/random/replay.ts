/** Runs a script on an engine and on the model, and compares them after every step. */
import {
  compileTape,
  type Engine,
  LeafModel,
  leavesIn,
  type Operation,
  type Outcome,
  PAGE,
  randomBelow,
  randomOf,
  type Session,
  SILENT,
  type Tape,
} from '../../../engines/index.js'
import { mapsOf, unmapOf } from '../trial/one-at-a-time.js'
import { wrongTranslation } from '../trial/regions.js'
import { regionsOfList } from '../trial/subject.js'
import { formatStep, type Script, type Step, stepSize } from './script.js'

/** The whole table is compared after every so many steps, and at the end. */
const STEPS_BETWEEN_TABLES = 16

/**
 * What was wrong, in words; `undefined` where the engine did what its semantics allow: return
 * values, translations of the first, the last and a random page and of both neighbours after each
 * step, the whole table every so often and at the end, no table leaked, and nothing left once all
 * is unmapped. An engine that throws is wrong too.
 */
export function replay(engine: Engine, script: Script): string | undefined {
  try {
    return new Replay(engine, script).run()
  } catch (error) {
    return `it threw ${error instanceof Error ? error.message : String(error)}`
  }
}

class Replay {
  private readonly session: Session
  private readonly model: LeafModel
  private readonly tape: Tape
  /** The operation of the tape that each step begins with, and the end of the last. */
  private readonly starts: number[] = []

  constructor(
    engine: Engine,
    private readonly script: Script,
  ) {
    this.session = engine.open(script.domain, SILENT)
    this.model = new LeafModel(script.domain, engine.semantics, leavesIn(engine.format))
    const operations: Operation[] = []
    for (const step of script.steps) {
      this.starts.push(operations.length)
      operations.push(...operationsOf(step))
    }
    this.starts.push(operations.length)
    this.tape = compileTape([{ op: 'mixed', timed: true, operations }])
  }

  run(): string | undefined {
    const { session, script } = this
    for (const [at, step] of script.steps.entries()) {
      const wrong = this.runStep(at, step) ?? this.compareTranslations(at, step)
      if (wrong !== undefined) return `${formatStep(step)} (step ${at + 1}): ${wrong}`
      if ((at + 1) % STEPS_BETWEEN_TABLES === 0) {
        const difference = this.model.differenceFrom(session)
        if (difference !== undefined) return `after step ${at + 1} ${difference}`
      }
    }
    const wrong =
      this.model.differenceFrom(session) ?? this.leak() ?? this.unmapAll() ?? this.leak()
    session.close()
    return wrong === undefined ? undefined : `at the end ${wrong}`
  }

  private runStep(at: number, step: Step): string | undefined {
    const { model, session, tape } = this
    const from = this.starts[at]
    const to = this.starts[at + 1]
    const outcome: Outcome = { bytes: 0, failures: 0, error: 0 }
    // Both ways into an engine are taken, in turns.
    if (at % 2 === 0) session.runMixed(tape, from, to, outcome)
    else if (step.op === 'map') session.runMaps(tape, from, to, outcome)
    else session.runUnmaps(tape, from, to, outcome)
    if (step.op === 'map') {
      const error = model.mapList(step.iova, step.segments)
      if (outcome.error !== error) return `it returned ${outcome.error} instead of ${error}`
      const bytes = error === 0 ? stepSize(step) : 0
      if (outcome.bytes !== bytes) return `${outcome.bytes} bytes were mapped instead of ${bytes}`
      return failuresOf(outcome, error === 0 ? 0 : 1)
    }
    const bytes = model.unmap(step.iova, step.size, outcome.bytes)
    if (outcome.bytes !== bytes) return `it returned ${outcome.bytes} instead of ${bytes}`
    if (outcome.error !== 0) return `an unmap returned the error ${outcome.error}`
    return failuresOf(outcome, bytes < step.size ? 1 : 0)
  }

  private compareTranslations(at: number, step: Step): string | undefined {
    const random = randomOf(at)
    const begin = step.iova
    const size = stepSize(step)
    const end = begin + size
    const within = begin + randomBelow(random, Math.max(1, Math.floor(size / PAGE))) * PAGE
    const places = [begin - PAGE, begin, within + randomBelow(random, PAGE), end - PAGE, end]
    return places
      .filter((iova) => iova >= 0)
      .map((iova) => wrongTranslation(this.session, iova, this.model.translate(iova)))
      .find((wrong) => wrong !== undefined)
  }

  private leak(): string | undefined {
    const leaked = this.session.leakedTables()
    return leaked === 0 ? undefined : `${leaked} tables are leaked`
  }

  /** Unmaps every stretch of mapped pages and finds nothing left. */
  private unmapAll(): string | undefined {
    const stretches: Array<{ iova: number; size: number }> = []
    this.session.leaves((iova, _paddr, size) => {
      const last = stretches[stretches.length - 1]
      if (last !== undefined && last.iova + last.size === iova) last.size += size
      else stretches.push({ iova, size })
    })
    const operations = stretches.map(({ iova, size }) => unmapOf(iova, size))
    const tape = compileTape([{ op: 'unmap', timed: true, operations }])
    for (const [at, { iova, size }] of stretches.entries()) {
      const outcome: Outcome = { bytes: 0, failures: 0, error: 0 }
      this.session.runUnmaps(tape, at, at + 1, outcome)
      if (outcome.bytes !== size || this.model.unmap(iova, size, outcome.bytes) !== size) {
        return `${formatStep({ op: 'unmap', iova, size })}, all of it mapped, returned ${outcome.bytes}`
      }
    }
    return this.model.differenceFrom(this.session)
  }
}

function failuresOf(outcome: Outcome, expected: number): string | undefined {
  return outcome.failures === expected
    ? undefined
    : `it counted ${outcome.failures} failures instead of ${expected}`
}

/** A step as operations of a tape. */
export function operationsOf(step: Step): Operation[] {
  if (step.op === 'unmap') return [unmapOf(step.iova, step.size)]
  return mapsOf(regionsOfList(step.iova, step.segments))
}
