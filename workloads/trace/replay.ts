/** A trace as a tape, with what is found on the way. */
import type { DomainConfig } from '../../engines/contract/index.js'
import { type CompiledTrace, compileTrace } from './compile.js'
import { type DomainChoice, type Spaces, spacesOf } from './domains/spaces.js'
import { counted, type Finding, findingsOf } from './findings.js'
import { granuleFinding, tracedGranule } from './granule.js'
import { requireReplayable } from './replayable.js'
import { type Stretches, stretchesOf } from './stretches.js'
import type { Trace } from './text/trace.js'

/** Maps that one unmap takes back: `apart`, as they came; `grouped`, as a scatter list. */
export const LIST_CHOICES = ['apart', 'grouped'] as const
export type ListChoice = (typeof LIST_CHOICES)[number]

/** What a kernel did: `iommu_map_sg` prints a map a segment, and one unmap takes the list back. */
export const USUAL_LISTS: ListChoice = 'grouped'

export interface ReplayOptions {
  /** How domains are told apart: by what the trace names, where it names any; else all is one. */
  domains?: DomainChoice | undefined
  /** Replay the stretches between losses, where the trace is not whole. */
  keepWhole?: boolean | undefined
  /** Maps that one unmap takes back; as a scatter list, `map-sg` maps them whole. `USUAL_LISTS` where absent. */
  lists?: ListChoice | undefined
}

export interface TraceReplay extends CompiledTrace {
  findings: Finding[]
}

/**
 * Compiles a trace for a domain.
 * @throws InputError where nothing can be timed, the trace is not whole, an event does not fit, or
 *   domains cannot be told apart
 */
export function replayTrace(
  trace: Trace,
  domain: DomainConfig,
  { domains, keepWhole = false, lists = USUAL_LISTS }: ReplayOptions = {},
): TraceReplay {
  requireReplayable(trace, keepWhole)
  const { events, lookups, losses, source } = trace
  const spaces = spacesOf(trace, domains)
  const stretches = stretchesOf(losses, events.length, spaces, domain.ias)
  const options = { spaces: stretches.spaces, lists, lookups }
  const compiled = compileTrace(events, domain, source, options)
  const granule = granuleFinding(tracedGranule(trace), domain)
  const findings = [...findingsOf(trace), ...ofReplay(compiled, spaces, stretches)]
  return { ...compiled, findings: granule === undefined ? findings : [...findings, granule] }
}

function ofReplay(compiled: CompiledTrace, spaces: Spaces, stretches: Stretches): Finding[] {
  const { smaller, splits, grouped, leftOut: events } = compiled
  const { replayed: count, leftOut } = stretches
  const found: Array<Finding | undefined> = [
    spaces.how === 'inferred' ? { kind: 'inferred-domains', count: spaces.count } : undefined,
    count + leftOut > 1 ? { kind: 'stretches', count, leftOut, events } : undefined,
    counted('mapped-before', compiled.mappedBefore),
    counted('never-mapped', compiled.neverMapped),
    counted('cut-unmaps', compiled.cut),
    counted('failed-unmaps', compiled.failed),
    counted('empty-events', compiled.empty),
    smaller > 0 ? { kind: 'smaller-unmaps', count: smaller, splits } : undefined,
    counted('remaining', compiled.remaining),
    grouped.lists > 0 ? { kind: 'grouped-lists', ...grouped } : undefined,
  ]
  return found.filter((finding) => finding !== undefined)
}
