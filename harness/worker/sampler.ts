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
import { cpuTimeNs } from './cpu-time.js'
import { evict } from './evict.js'
import { EngineFault } from './fault.js'
import { runPhase } from './run-phase.js'
import { type Batch, type Settled, settle } from './settle.js'
import { typicalTime } from './typical.js'

/** One epoch. Times are nanoseconds; by direction, typical of its cycles. */
export interface Epoch extends Batch {
  /** The same by the processor's time instead of the monotonic clock. */
  cpuNs: Partial<Record<Op, number>>
  /** Time spent in operations altogether, the discarded cycle's included. */
  operationNs: number
}

interface Step {
  phase: Phase
  /** What running it must come to. */
  expected: { bytes: number; failures: number }
  /** Absent for untimed phases. */
  timed?: { task: Task; samples: number[]; cpuSamples: number[] }
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
      return { phase, expected, timed: { task, samples: [], cpuSamples: [] } }
    })
  }

  /** Times `cycles` cycles after one that is thrown away: it finds the caches of another process. */
  epoch(cycles: number): Epoch {
    const discardedNs = this.run(1).operationNs
    const epoch = this.run(cycles)
    return { ...epoch, operationNs: discardedNs + epoch.operationNs }
  }

  /** Runs cycles, as `settle` asks for them. */
  warm(forMs: number): Settled {
    return settle((cycles) => this.run(cycles), forMs)
  }

  private run(cycles: number): Epoch {
    this.forget()
    let operationMs = 0
    for (let done = 0; done < cycles; done++) operationMs += this.cycle()
    const ns = this.typical('samples')
    return { ns, cpuNs: this.typical('cpuSamples'), operationNs: operationMs * 1e6 }
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
        const cpuBefore = cpuTimeNs()
        timed.task.runSync()
        timed.cpuSamples.push(cpuTimeNs() - cpuBefore)
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

  private forget(): void {
    for (const { timed } of this.steps) {
      timed?.samples.splice(0)
      timed?.cpuSamples.splice(0)
    }
  }

  private typical(of: 'samples' | 'cpuSamples'): Epoch['ns'] {
    const times: Epoch['ns'] = {}
    for (const { phase, timed } of this.steps) {
      const typical = typicalTime(timed?.[of] ?? [])
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
