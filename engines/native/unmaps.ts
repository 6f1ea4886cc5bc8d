import {
  type DomainConfig,
  phaseOutcome,
  SHAPES,
  type ShapeName,
  SILENT,
  type Tape,
} from '../contract/index.js'
import { ownFormat } from '../table/index.js'
import { nativeEngine, VARIANTS } from './engine.js'
import type { Series, SeriesOptions } from './series.js'

/**
 * Times the unmaps of a tape by a call shape, cycle by cycle: the phases that are timed.
 * @param format of whose tables the domain is, one of our own walkers'
 * @throws Error where an operation has another result than it must
 */
export function timeUnmaps(
  { domain, format }: { domain: DomainConfig; format: string },
  shape: ShapeName,
  tape: Tape,
  options: SeriesOptions,
): Series {
  const engine = nativeEngine(SHAPES[shape], ownFormat(format), VARIANTS[0])
  const session = engine.open(domain, SILENT)
  try {
    const series = session.timeSeries(tape, options)
    const cycles = options.cycles + options.discarded
    for (const [at, { bytes, failures }] of series.outcomes.entries()) {
      const wrong = failures > 0 || bytes !== cycles * phaseOutcome(tape, tape.phases[at]).bytes
      if (wrong) throw new Error(`${shape}: phase ${at} of the unmaps came to other bytes`)
    }
    return series
  } finally {
    session.close()
  }
}
