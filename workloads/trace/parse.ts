/** Reads the text of an ftrace, trace-cmd or perf trace of `iommu:map` and `iommu:unmap`. */
import { InputError, MAP, UNMAP } from '../../engines/contract/index.js'
import { eventText } from './context.js'
import type { TraceEvent } from './event.js'

/** A notice that events were lost: the trace is not whole. */
export interface Gap {
  line: number
  /** What was lost, in words. */
  message: string
}

export interface ParsedTrace {
  /** File that messages name. */
  source: string
  /** In file order, those between the START and STOP markers where there are any. */
  events: TraceEvent[]
  /** What the START marker names; absent without one. */
  workload?: string
  gaps: Gap[]
  /** Lines that gave no event, by kind. */
  skipped: {
    /** Lines of `#`, and blank ones. */
    headers: number
    /** START and STOP. */
    markers: number
    /** Other events, notices, and lines of no known form. */
    others: number
    /** Map and unmap events before START or after STOP. */
    outside: number
  }
}

const HEX = '0x([0-9a-f]{1,16})'
const MAP_FIELDS = new RegExp(
  `^IOMMU: iova=${HEX}(?: - ${HEX})? paddr=${HEX} size=(\\d+)\\s*$`,
  'i',
)
const UNMAP_FIELDS = new RegExp(
  `^IOMMU: iova=${HEX}(?: - ${HEX})? size=(\\d+) unmapped_size=(\\d+)\\s*$`,
  'i',
)
const MAP_EXPECTED = 'map: IOMMU: iova=0x... - 0x... paddr=0x... size=BYTES'
const UNMAP_EXPECTED = 'unmap: IOMMU: iova=0x... - 0x... size=BYTES unmapped_size=BYTES'

/**
 * Parses a whole trace.
 * The event's text is that of Linux 5.17 and later (`iova=START - END`, END exclusive, 94aedac49d92)
 * or the older one (`iova=START`).
 * @throws InputError at the first map or unmap line that cannot be read, naming file and line, and
 *   at a second START marker
 */
export function parseTrace(text: string, source: string): ParsedTrace {
  const trace: ParsedTrace = {
    source,
    events: [],
    gaps: [],
    skipped: { headers: 0, markers: 0, others: 0, outside: 0 },
  }
  let started: number | undefined
  let stopped = false
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = index + 1
    const gap = lostEvents(raw)
    if (gap !== undefined) trace.gaps.push({ line, message: gap })
    if (raw.trim() === '' || raw.startsWith('#')) {
      trace.skipped.headers++
      continue
    }
    const body = eventText(raw)
    const marker = body === undefined ? undefined : markerOf(body)
    if (marker !== undefined) {
      trace.skipped.markers++
      if (marker.kind === 'STOP') {
        stopped = true
        continue
      }
      if (started !== undefined) {
        throw new InputError(
          `${source}:${line}: a second START marker, after that of line ${started}: ` +
            'a trace holds one workload; cut the file in two',
        )
      }
      started = line
      stopped = false
      trace.workload = marker.name
      trace.skipped.outside += trace.events.length
      trace.events = []
      continue
    }
    const event = eventOf(raw, body, line, source)
    if (event === undefined) trace.skipped.others++
    else if (stopped) trace.skipped.outside++
    else trace.events.push(event)
  }
  return trace
}

/** The map or unmap event of a line; `undefined` where the line is something else. */
function eventOf(
  raw: string,
  body: string | undefined,
  line: number,
  source: string,
): TraceEvent | undefined {
  if (body === undefined) {
    if (/(?:^|[\s:])(?:un)?map:\s+IOMMU:/.test(raw)) {
      throw malformed(source, line, raw, 'TASK-PID [CPU] FLAGS TIME: before map: or unmap:')
    }
    return undefined
  }
  const named = /^(?:iommu:)?(map|unmap):\s*(.*)$/.exec(body)
  if (named === null) return undefined
  const [, name = '', fields = ''] = named
  const event = name === 'map' ? mapEvent(fields, line) : unmapEvent(fields, line)
  if (event === undefined) {
    throw malformed(source, line, raw, name === 'map' ? MAP_EXPECTED : UNMAP_EXPECTED)
  }
  if (event === 'beyond') {
    throw malformed(source, line, raw, 'addresses and sizes below 2^53')
  }
  if (event === 'unequal') {
    throw malformed(source, line, raw, 'a size that is the distance between the two iovas')
  }
  return event
}

type Unusable = 'beyond' | 'unequal' | undefined

function mapEvent(fields: string, line: number): TraceEvent | Unusable {
  const match = MAP_FIELDS.exec(fields)
  if (match === null) return undefined
  const [, start, end, paddr, size] = match
  return checked(
    {
      op: MAP,
      iova: hexadecimal(start),
      paddr: hexadecimal(paddr),
      size: Number(size),
      unmapped: 0,
      line,
    },
    end,
  )
}

function unmapEvent(fields: string, line: number): TraceEvent | Unusable {
  const match = UNMAP_FIELDS.exec(fields)
  if (match === null) return undefined
  const [, start, end, size, unmapped] = match
  return checked(
    {
      op: UNMAP,
      iova: hexadecimal(start),
      paddr: 0,
      size: Number(size),
      unmapped: Number(unmapped),
      line,
    },
    end,
  )
}

/** The event, once its last bytes are exact as doubles and its two iovas agree with its size. */
function checked(event: TraceEvent, end: string | undefined): TraceEvent | Unusable {
  const last = Math.max(event.iova, event.paddr) + Math.max(event.size, event.unmapped)
  if (!Number.isSafeInteger(last)) return 'beyond'
  if (end !== undefined && hexadecimal(end) !== event.iova + event.size) return 'unequal'
  return event
}

function hexadecimal(digits: string | undefined): number {
  return Number.parseInt(digits ?? '', 16)
}

function markerOf(body: string): { kind: 'START' | 'STOP'; name: string } | undefined {
  const match = /^(?:print: )?tracing_mark_write:\s+(START|STOP)(?:\s+(.*?))?\s*$/.exec(body)
  if (match === null) return undefined
  return { kind: match[1] === 'START' ? 'START' : 'STOP', name: match[2] ?? '' }
}

/** What a line tells of lost events: ring-buffer overruns, dropped events, lost perf chunks. */
function lostEvents(line: string): string | undefined {
  const buffer = /^#\s*entries-in-buffer\/entries-written:\s*(\d+)\/(\d+)/.exec(line)
  if (buffer !== null) {
    const lost = Number(buffer[2]) - Number(buffer[1])
    return lost > 0 ? `${lost} of ${buffer[2]} events were overwritten` : undefined
  }
  const notice = /^CPU:\d+ \[(LOST \d+ EVENTS|EVENTS DROPPED)\]/.exec(line)
  if (notice !== null) return (notice[1] ?? '').toLowerCase()
  const perf =
    line.includes('PERF_RECORD_LOST') || /^Processed \d+ events and lost \d+ chunks/.test(line)
  return perf ? 'perf lost events' : undefined
}

function malformed(source: string, line: number, text: string, expected: string): InputError {
  const shown = JSON.stringify(text.length > 200 ? `${text.slice(0, 200)}...` : text)
  return new InputError(`${source}:${line}: ${shown} cannot be read; expected ${expected}`)
}
