/** Whether a trace can be replayed at all, or what to do about it. */
import { InputError, MAP } from '../../engines/contract/index.js'
import { isWrapped } from './findings.js'
import { optionAdvice, plural, WRAPPED_ADVICE } from './sentences.js'
import type { LossReason } from './text/notices.js'
import type { Loss, Trace } from './text/trace.js'

const RECORD_AGAIN =
  'record it again with a larger buffer (buffer_size_kb, or trace-cmd -b), or replay the stretches ' +
  'between losses (--keep-whole; "keepWhole" in a suite)'

/**
 * @param keepWhole whether the stretches between losses are good enough
 * @throws InputError where a trace has nothing to time, or is not whole
 */
export function requireReplayable(trace: Trace, keepWhole: boolean): void {
  const { source, events, losses } = trace
  const first = losses[0]
  if (first !== undefined && !keepWhole) throw notWhole(source, first)
  if (events.length === 0) throw new InputError(`${source}: ${whyEmpty(trace)}`)
  const { empty, maps } = mapsOf(trace)
  if (maps > 0) return
  throw new InputError(
    `${source}: has ${plural(events.length - empty, 'unmap')} and ` +
      (empty === 0 ? 'no map' : `${plural(empty, 'map')} of no bytes`) +
      ', so there is nothing to time; ' +
      'enable events/iommu/map beside events/iommu/unmap, and record from before the load begins',
  )
}

function notWhole(source: string, { line, reason }: Loss): InputError {
  const place = `${source}:${line}:`
  if (reason.kind === 'damaged') {
    return new InputError(
      `${place} ${JSON.stringify(reason.text)} cannot be read; expected ${reason.expected}` +
        (isWrapped(reason.text) ? `; ${WRAPPED_ADVICE}` : ''),
    )
  }
  return new InputError(`${place} the trace is not whole: ${lossText(reason)}; ${RECORD_AGAIN}`)
}

/** What was lost, in words. */
function lossText(reason: Exclude<LossReason, { kind: 'damaged' }>): string {
  switch (reason.kind) {
    case 'overwritten':
      return `${reason.lost} of ${reason.written} events were overwritten`
    case 'lost':
      return `${reason.who} lost ${reason.lost === undefined ? 'events' : `${reason.lost} events`}`
    case 'started':
      return `what is left of CPU ${reason.cpu} begins here`
  }
}

function whyEmpty({ options, skipped, dma, lines, losses }: Trace): string {
  if (lines === 0) return 'is empty'
  const damaged = losses.filter(({ reason }) => reason.kind === 'damaged').length
  if (damaged > 0) return `none of its ${plural(damaged, 'line')} of maps and unmaps can be read`
  const [option] = options.keys()
  if (option !== undefined) {
    return `was printed with the trace option ${option}, which prints no text of events: ${optionAdvice(option)}`
  }
  if (skipped.outside > 0) {
    return `all ${skipped.outside} map and unmap events lie outside the START and STOP markers`
  }
  if (dma !== undefined && dma.direct > 0) {
    return `its ${dma.direct} dma events are of devices without an IOMMU: their addresses are physical`
  }
  if (dma !== undefined) return 'its dma events map and unmap nothing whose addresses are known'
  return (
    'has no map or unmap events: nothing was mapped while it was recorded, or events/iommu/map and ' +
    'events/iommu/unmap were not enabled'
  )
}

/** Maps, and those among the events that map no bytes. */
function mapsOf({ events }: Trace): { maps: number; empty: number } {
  const counts = { maps: 0, empty: 0 }
  for (let at = 0; at < events.length; at++) {
    if (events.op(at) === MAP) counts[events.size(at) > 0 ? 'maps' : 'empty']++
  }
  return counts
}
