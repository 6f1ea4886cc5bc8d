/** The beginning of a long trace, as a trace of its own. */
import { type PartOfTrace, tracedGranule } from './granule.js'
import { firstBehind, type Trace } from './text/trace.js'

/** The first `most` events of a trace with what belongs to them; the trace itself where it has no more. */
export function beginningOf(trace: Trace, most: number): PartOfTrace {
  if (trace.events.length <= most) return trace
  const events = trace.events.first(most)
  const last = events.line(most - 1)
  let attributed = 0
  for (let at = 0; at < most; at++) if (events.domain(at) !== undefined) attributed++
  return {
    ...trace,
    events,
    // Its beginning alone may look like larger pages.
    granule: tracedGranule(trace),
    attributed,
    lookups: trace.lookups.first(firstBehind(trace.lookups, last)),
    losses: trace.losses.filter(({ line }) => line <= last),
  }
}
