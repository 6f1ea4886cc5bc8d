/** What is timed beside the rows of a run: the floor of a tape, and a trace's translations and unmaps. */
import {
  type DomainConfig,
  type Outcome,
  phaseOutcome,
  SHAPES,
  type ShapeName,
  SILENT,
  type Tape,
} from '../contract/index.js'
import { ownFormat } from '../table/index.js'
import { timedBinding } from './binding.js'
import { nativeEngine, VARIANTS } from './engine.js'
import { openLoop } from './loops.js'
import type { Series, SeriesOptions } from './series.js'
import type { NativeSession } from './session.js'

/** A domain, and the format of whose tables it is: one of our own walkers'. */
interface Over {
  domain: DomainConfig
  format: string
}

/**
 * Times cycles of a tape that is read and not carried out: the floor of what a tape costs, told as
 * an engine's series is.
 */
export function timeTapeFloor(tape: Tape, options: SeriesOptions): Series {
  const session = openLoop('nothing')
  try {
    return session.timeSeries(tape, options)
  } finally {
    session.close()
  }
}

/**
 * Times translations, `iommu_iova_to_phys` of each iova in turn: what `dma_unmap_page` asks of the core
 * before it unmaps. Every call shape has the same.
 *
 * @param maps what is mapped meanwhile: one phase of maps
 * @param lookups one timed phase, an unmap for each translation
 * @throws Error where a map fails, or a translation finds nothing
 */
export function timeLookups(over: Over, maps: Tape, lookups: Tape, options: SeriesOptions): Series {
  const prepare = (session: NativeSession) => {
    const mapped: Outcome = { bytes: 0, failures: 0, error: 0 }
    session.runMaps(maps, 0, maps.op.length, mapped)
    requireNone(mapped, 'maps')
    timedBinding().lookUpInstead(session.handle)
  }
  return timeOn(over, 'map-unmap-pages', lookups, options, prepare, (outcome, bytes) => {
    if (outcome.bytes !== bytes) throw new Error('translations are of other bytes')
    requireNone(outcome, 'translations')
  })
}

function requireNone({ failures }: Outcome, what: string): void {
  if (failures > 0) throw new Error(`${failures} ${what} failed`)
}

/**
 * Times the unmaps of a tape by a call shape, cycle by cycle: the phases that are timed.
 *
 * @throws Error where an operation has another result than it must
 */
export function timeUnmaps(
  over: Over,
  shape: ShapeName,
  tape: Tape,
  options: SeriesOptions,
): Series {
  return timeOn(over, shape, tape, options, undefined, (outcome, bytes, at) => {
    if (outcome.failures > 0 || outcome.bytes !== bytes) {
      throw new Error(`${shape}: phase ${at} of the unmaps came to other bytes`)
    }
  })
}

/** @param check what each phase came to, the bytes that it must come to, and its place in the tape. */
function timeOn(
  { domain, format }: Over,
  shape: ShapeName,
  tape: Tape,
  options: SeriesOptions,
  prepare: ((session: NativeSession) => void) | undefined,
  check: (outcome: Outcome, bytes: number, at: number) => void,
): Series {
  const session = nativeEngine(SHAPES[shape], ownFormat(format), VARIANTS[0]).open(domain, SILENT)
  try {
    prepare?.(session)
    const series = session.timeSeries(tape, options)
    const cycles = options.cycles + options.discarded
    for (const [at, outcome] of series.outcomes.entries()) {
      check(outcome, cycles * phaseOutcome(tape, tape.phases[at]).bytes, at)
    }
    return series
  } finally {
    session.close()
  }
}
