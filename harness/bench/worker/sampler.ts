/**
 * Samples the phases of one cell. Each timed direction is a tinybench task; a cycle runs them in
 * the tape's order, so that map and unmap alternate and every unmap finds what the map before it
 * made. A task runs once at a time: its order and its samples are kept here, since tinybench runs
 * tasks one after another and sorts what it retains.
 */
import { Bench, type Task } from 'tinybench'
import {
  type Outcome,
  type Phase,
  phaseOutcome,
  type Session,
  type Tape,
} from '../../../engines/contract/index.js'
import { median } from '../../../results/analysis/stats/index.js'
import { EngineFault } from '../../processes/failure.js'
import { evict } from './evict.js'
import { runPhase } from './run-phase.js'
import { type Batch, settle } from './settle.js'

/** One turn. Times are nanoseconds; by direction, the median of its cycles. */
export interface Turn extends Batch {
  /** Time spent in operations that were timed. */
  operationNs: number
}

/** Milliseconds of cycles that a turn throws away, since its process just woke up, and that it times. */
const DISCARDED_MS = 0.1
const TIMED_MS = 4

/** Cycles of each, at least. */
const FEWEST_DISCARDED = 2
const FEWEST_TIMED = 3

interface Step {
  phase: Phase
  /** What running it must come to. */
  expected: { bytes: number; failures: number }
  /** Absent for untimed phases. */
  timed?: { task: Task; samples: number[] }
}

export class CellSampler {
  private readonly steps: Step[]
  private readonly outcome: Outcome = { bytes: 0, failures: 0, error: 0 }
  /** Milliseconds that the last task took. */
  private taken = 0

  constructor(
    private readonly session: Session,
    private readonly tape: Tape,
  ) {
    const bench = new Bench({ time: 0, iterations: 1, warmup: false, throws: true })
    this.steps = tape.phases.map((phase, at) => {
      const expected = phaseOutcome(tape, phase)
      if (!phase.timed) return { phase, expected }
      const name = `${phase.op} ${at}`
      bench.add(name, this.taskOf(phase), { async: false })
      const task = bench.getTask(name)
      if (task === undefined) throw new Error(`tinybench lost the task ${name}`)
      return { phase, expected, timed: { task, samples: [] } }
    })
  }

  /** Times cycles after a few that are thrown away. */
  turn(): Turn {
    this.run(DISCARDED_MS, FEWEST_DISCARDED)
    return this.run(TIMED_MS, FEWEST_TIMED)
  }

  /** Runs cycles as `settle` asks for them, and returns what it does. */
  warm(forMs: number): boolean {
    return settle((cycles) => this.run(0, cycles), forMs)
  }

  /** Runs cycles until their operations have taken `ms`, and at least `fewest`. */
  private run(ms: number, fewest: number): Turn {
    for (const { timed } of this.steps) timed?.samples.splice(0)
    let operationMs = 0
    for (let done = 0; done < fewest || operationMs < ms; done++) operationMs += this.cycle()
    return { ns: this.typical(), operationNs: operationMs * 1e6 }
  }

  /** Runs one cycle and returns the milliseconds that its operations took. */
  private cycle(): number {
    let operationMs = 0
    for (const { phase, expected, timed } of this.steps) {
      this.outcome.bytes = 0
      this.outcome.failures = 0
      if (phase.evictBytes !== undefined) evict(phase.evictBytes)
      if (timed === undefined) {
        runPhase(this.session, this.tape, phase, this.outcome)
      } else {
        timed.task.reset(false)
        timed.task.runSync()
        timed.samples.push(this.taken * 1e6)
        operationMs += this.taken
      }
      const { bytes, failures } = this.outcome
      if (bytes !== expected.bytes || failures !== expected.failures) {
        throw new EngineFault(
          'wrong',
          `a ${timed ? 'timed' : 'preparing'} ${phase.op} did ${bytes} bytes instead of ${expected.bytes}, and ${failures} operations failed instead of ${expected.failures}`,
        )
      }
    }
    return operationMs
  }

  private typical(): Turn['ns'] {
    const times: Turn['ns'] = {}
    for (const { phase, timed } of this.steps) {
      const typical = median(timed?.samples ?? [])
      if (typical !== undefined) times[phase.op] = typical
    }
    return times
  }

  /** The function of a task: nothing between the clock's two readings but the operations. */
  private taskOf({ op, from, to }: Phase): () => { overriddenDuration: number } {
    const { outcome, session, tape } = this
    const done = (ms: number) => {
      this.taken = ms
      return { overriddenDuration: ms }
    }
    switch (op) {
      case 'map':
        return () => {
          const start = performance.now()
          session.runMaps(tape, from, to, outcome)
          return done(performance.now() - start)
        }
      case 'unmap':
        return () => {
          const start = performance.now()
          session.runUnmaps(tape, from, to, outcome)
          return done(performance.now() - start)
        }
      case 'mixed':
        return () => {
          const start = performance.now()
          session.runMixed(tape, from, to, outcome)
          return done(performance.now() - start)
        }
    }
  }
}
