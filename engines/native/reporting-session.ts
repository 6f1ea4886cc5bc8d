import {
  COUNTER_NAMES,
  type Counts,
  endOfList,
  type Op,
  type Outcome,
  type Probe,
  type Tape,
} from '../contract/index.js'
import type { CountingBinding, Handle } from './binding.js'
import { replayEvents } from './events.js'
import { NativeSession } from './session.js'

/** Numbers of an entry, and entries that are made room for at first. */
const ENTRY_WIDTH = 4
const ENTRIES_AT_FIRST = 4096

/**
 * A session of the build that counts. What C has counted is handed to the probe: as counts where the
 * probe takes them, else event by event, in their order, after each operation.
 */
export class ReportingSession extends NativeSession {
  constructor(
    protected override readonly binding: CountingBinding,
    handle: Handle,
    private readonly probe: Probe,
  ) {
    super(binding, handle)
  }

  /**
   * Every entry that is not 0, as it stands in the page table, a table's entries behind the one that
   * leads to it: level, place in the table, high and low word. Addresses of tables are left out.
   */
  entries(): Float64Array {
    let read = new Float64Array(ENTRY_WIDTH * ENTRIES_AT_FIRST)
    const count = this.binding.entries(this.handle, read)
    if (ENTRY_WIDTH * count > read.length) {
      read = new Float64Array(ENTRY_WIDTH * count)
      this.binding.entries(this.handle, read)
    }
    return read.subarray(0, ENTRY_WIDTH * count)
  }

  /** Maps as tapes do, with another protection: `PROT_*` bits. Returns 0 or a negated errno. */
  mapAs(iova: number, paddr: number, size: number, prot: number): number {
    return handing(this.binding, this.probe, () =>
      this.binding.mapAs(this.handle, iova, paddr, size, prot),
    )
  }

  protected override run(op: Op, tape: Tape, from: number, to: number, into: Outcome): void {
    for (let at = from; at < to; ) {
      const end = 'addCounts' in this.probe ? to : endOfList(tape, at, to)
      handing(this.binding, this.probe, () => super.run(op, tape, at, end, into))
      at = end
    }
  }
}

function takeCounts(binding: CountingBinding): Counts {
  const read = new Float64Array(COUNTER_NAMES.length)
  binding.takeCounts(read)
  const counts: Counts = {}
  for (let at = 0; at < read.length; at++) counts[COUNTER_NAMES[at]] = read[at]
  return counts
}

/** Counts of what was reported event by event. */
const UNREAD = new Float64Array(COUNTER_NAMES.length)

/**
 * Does `work`, and hands the probe what it counted or reported, all of it, though it fail: counts are the
 * module's, and what is left would be the next session's.
 */
export function handing<Result>(
  binding: CountingBinding,
  probe: Probe,
  work: () => Result,
): Result {
  if ('addCounts' in probe) {
    try {
      return work()
    } finally {
      probe.addCounts?.(takeCounts(binding))
    }
  }
  binding.recordEvents(true)
  try {
    return work()
  } finally {
    binding.recordEvents(false)
    replayEvents(binding.takeEvents(), probe)
    binding.takeCounts(UNREAD)
  }
}
