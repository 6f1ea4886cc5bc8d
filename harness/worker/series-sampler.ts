/**
 * Samples the phases of one cell on a tier that runs and times whole cycles by itself: one call an
 * epoch, and nothing of Node between its phases.
 */
import { phaseOutcome, type Session, type Tape } from '../../engines/contract/index.js'
import type { Series, SeriesOptions } from '../../engines/native/index.js'
import type { Op } from '../../results/index.js'
import { median } from '../../results/stats/index.js'
import { EngineFault } from './fault.js'
import type { Epoch } from './sampler.js'

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
    const series = this.run({ cycles, discarded: 1 })
    return { ns: mediansOf(series), operationNs: sumOf(series) * (1 + 1 / cycles) }
  }

  /** Runs cycles until `forMs` have passed, and at least three. */
  warm(forMs: number): { ns: Epoch['ns']; cycleNs: number } {
    const start = performance.now()
    let series = this.run({ cycles: 3, discarded: 0 })
    let cycles = 3
    while (performance.now() - start < forMs) {
      series = this.run({ cycles: 3, discarded: 0 })
      cycles += 3
    }
    return { ns: mediansOf(series), cycleNs: ((performance.now() - start) * 1e6) / cycles }
  }

  private run(options: SeriesOptions): Series {
    const series = this.session.timeSeries(this.tape, options)
    const cycles = options.cycles + options.discarded
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
function mediansOf({ ns, timed }: Series): Epoch['ns'] {
  const medians: Partial<Record<Op, number>> = {}
  for (const [at, { op }] of timed.entries()) {
    const middle = median(Array.from(ns).filter((_, place) => place % timed.length === at))
    if (middle !== undefined) medians[op] = middle
  }
  return medians
}

function sumOf({ ns }: Series): number {
  return ns.reduce((sum, value) => sum + value, 0)
}
