/** How a session is timed: by itself, where it can; by tinybench, where it runs in this language. */
import type { Session, Tape } from '../../engines/contract/index.js'
import { CellSampler, type Epoch } from './sampler.js'
import { SeriesSampler, timesItself } from './series-sampler.js'
import type { Settled } from './settle.js'

export interface Sampler {
  epoch(cycles: number): Epoch
  warm(forMs: number): Settled
}

export function samplerOf(session: Session, tape: Tape): Sampler {
  return timesItself(session) ? new SeriesSampler(session, tape) : new CellSampler(session, tape)
}
