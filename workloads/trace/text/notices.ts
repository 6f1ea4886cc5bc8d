/** What a line that is no event says of the trace: lost events, options that print no text, markers. */

/** Why a trace is not whole. */
export type LossReason =
  /** The ring buffer was overwritten: the oldest events are gone. */
  | { kind: 'overwritten'; lost: number; written: number }
  /** The reader was too slow; some notices give no number. */
  | { kind: 'lost'; lost: number | undefined; who: string }
  /** What was kept of a CPU begins here. */
  | { kind: 'started'; cpu: number }
  /** A line of a map or unmap that cannot be read. */
  | { kind: 'damaged'; text: string; expected: string }

/** What a line says of lost events: ring-buffer overruns, dropped events, lost perf chunks. */
export function lossOf(line: string): LossReason | undefined {
  const buffer = /^#\s*entries-in-buffer\/entries-written:\s*(\d+)\/(\d+)/.exec(line)
  if (buffer !== null) {
    const written = Number(buffer[2])
    const lost = written - Number(buffer[1])
    return lost > 0 ? { kind: 'overwritten', lost, written } : undefined
  }
  const started = /^##### CPU (\d+) buffer started ####/.exec(line)
  if (started !== null) return { kind: 'started', cpu: Number(started[1]) }
  const notice = /^\s*CPU:(\d+) \[(?:LOST )?(?:(\d+) )?EVENTS(?: DROPPED)?\]/.exec(line)
  if (notice !== null) return lostBy(`CPU ${notice[1]}`, notice[2])
  if (/\[LINE TOO BIG\]\s*$/.test(line)) return lostBy('ftrace, a line too long for it', '1')
  const record = /PERF_RECORD_LOST(?:_SAMPLES)?(?:\s+lost\s+(\d+))?/.exec(line)
  if (record !== null) return lostBy('perf', record[1])
  if (/^Processed \d+ events and lost \d+ chunks/.test(line)) return lostBy('perf', undefined)
  return /^LOST \d+ events!/.test(line) ? lostBy('perf trace', /\d+/.exec(line)?.[0]) : undefined
}

function lostBy(who: string, lost: string | undefined): LossReason {
  return { kind: 'lost', lost: lost === undefined ? undefined : Number(lost), who }
}

/** The trace option that made a line of numbers out of an event. */
export function optionOf(line: string): 'hex' | 'raw' | undefined {
  if (/^[0-9a-f]{8} [0-9a-f]{8} [0-9a-f]{16} (?:type: |Unknown type )\d+\s*$/.test(line))
    return 'hex'
  return /^\d+ \d+ \d+ (?:type: |Unknown type )\d+\s*$/.test(line) ? 'raw' : undefined
}

/** The START or STOP marker that an event's text is, and what it names; among functions it has no name before it. */
export function markerOf(text: string): { kind: 'START' | 'STOP'; name: string } | undefined {
  const match =
    /^(?:ftrace:)?(?:print:\s+)?tracing_mark_write:\s+(START|STOP)(?:\s+(.*?))?\s*$/.exec(text) ??
    /^(START|STOP)(?:\s+(.*?))?\s*$/.exec(text)
  if (match === null) return undefined
  return { kind: match[1] === 'START' ? 'START' : 'STOP', name: match[2] ?? '' }
}

/** The device that an `iommu` event puts into a group or a domain. */
export function deviceOf(text: string): { device: string; group: string | undefined } | undefined {
  const match =
    /^(?:iommu:)?(?:add_device_to_group|attach_device_to_domain):\s+IOMMU: (?:groupID=(\d+) )?device=(\S+)/.exec(
      text,
    )
  return match === null ? undefined : { device: match[2], group: match[1] }
}
