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
} from '../../engines/contract/index.js'
import type { Op } from '../../results/index.js'
import { median } from '../../results/stats/index.js'
import { evict } from './evict.js'
import { EngineFault } from './fault.js'
import { runPhase } from './run-phase.js'

/** Median nanoseconds by direction, and the time spent in operations altogether. */
export interface Epoch {
  ns: Partial<Record<Op, number>>
  operationNs: number
}

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

  /** Times `cycles` cycles after one that is thrown away: it finds the caches of another process. */
  epoch(cycles: number): Epoch {
    for (const { timed } of this.steps) timed?.samples.splice(0)
    let operationMs = this.cycle()
    for (const { timed } of this.steps) timed?.samples.splice(0)
    for (let done = 0; done < cycles; done++) operationMs += this.cycle()
    return { ns: this.medians(), operationNs: operationMs * 1e6 }
  }

  /** Runs cycles until `forMs` have passed, and at least three. */
  warm(forMs: number): { ns: Epoch['ns']; cycleNs: number } {
    for (const { timed } of this.steps) timed?.samples.splice(0)
    const start = performance.now()
    let cycles = 0
    let elapsed = 0
    while (elapsed < forMs || cycles < 3) {
      this.cycle()
      cycles++
      elapsed = performance.now() - start
    }
    return { ns: this.medians(), cycleNs: (elapsed * 1e6) / cycles }
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
        timed.samples.push(this.taken)
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

  private medians(): Epoch['ns'] {
    const ns: Epoch['ns'] = {}
    for (const { phase, timed } of this.steps) {
      const ms = median(timed?.samples ?? [])
      if (ms !== undefined) ns[phase.op] = ms * 1e6
    }
    return ns
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
