/**
 * Samples the phases of one cell on a tier that runs and times whole cycles by itself: one call an
 * epoch, and nothing of Node between its phases.
 */
import { phaseOutcome, type Session, type Tape } from '../../engines/contract/index.js'
import type { Series, SeriesOptions } from '../../engines/native/index.js'
import type { Op } from '../../results/index.js'
import { EngineFault } from './fault.js'
import type { Epoch } from './sampler.js'
import { type Settled, settle } from './settle.js'
import { typicalTime } from './typical.js'

/** A session that times itself. */
export interface SelfTiming extends Session {
  timeSeries(tape: Tape, options: SeriesOptions): Series
}

/** Sessions come from two builds of one class, so that what they can do is asked of them. */
export function timesItself(session: Session): session is SelfTiming {
  return 'timeSeries' in session && typeof session.timeSeries === 'function'
}

export class SeriesSampler {
  constructor(
    private readonly session: SelfTiming,
    private readonly tape: Tape,
  ) {}

  /** Times `cycles` cycles after one that is thrown away: it finds the caches of another process. */
  epoch(cycles: number): Epoch {
    return this.run(cycles, 1)
  }

  /** Runs cycles, as `settle` asks for them. */
  warm(forMs: number): Settled {
    return settle((cycles) => this.run(cycles, 0), forMs)
  }

  /** The discarded cycles are timed too, so that all time spent in operations is known. */
  private run(cycles: number, discarded: number): Epoch {
    const series = this.series(cycles + discarded)
    return {
      ns: typicalOf(series, series.ns, discarded),
      cpuNs: typicalOf(series, series.cpuNs, discarded),
      operationNs: series.ns.reduce((sum, value) => sum + value, 0),
    }
  }

  private series(cycles: number): Series {
    const series = this.session.timeSeries(this.tape, { cycles, discarded: 0 })
    for (const [at, phase] of this.tape.phases.entries()) {
      const expected = phaseOutcome(this.tape, phase)
      const { bytes, failures } = series.outcomes[at]
      if (bytes !== cycles * expected.bytes || failures !== cycles * expected.failures) {
        throw new EngineFault(
          'wrong',
          `a ${phase.timed ? 'timed' : 'preparing'} ${phase.op} did ${bytes} bytes in ${cycles} cycles instead of ${cycles * expected.bytes}, and ${failures} operations failed instead of ${cycles * expected.failures}`,
        )
      }
    }
    return series
  }
}

/** By direction; phases of one direction are told by the last of them, as tinybench's are. */
function typicalOf(
  { timed }: Series,
  values: Float64Array,
  discarded: number,
): Partial<Record<Op, number>> {
  const times: Partial<Record<Op, number>> = {}
  const width = timed.length
  for (const [at, { op }] of timed.entries()) {
    const column: number[] = []
    for (let place = discarded * width + at; place < values.length; place += width) {
      column.push(values[place])
    }
    const typical = typicalTime(column)
    if (typical !== undefined) times[op] = typical
  }
  return times
}
