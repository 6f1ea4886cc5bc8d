/** What a trace is found to be, beside its operations: each is one sentence in `sentences.ts`. */
import type { Granule } from './granule.js'
import type { COUNTED } from './sentences.js'
import type { LossReason } from './text/notices.js'
import type { Trace } from './text/trace.js'

export type Finding =
  | { kind: keyof typeof COUNTED; count: number }
  /** Events are lost; `lost` where all notices give a number. */
  | { kind: 'lost-events'; places: number; line: number; lost: number | undefined }
  /** Lines of maps and unmaps that cannot be read; `wrapped` where they were broken in two. */
  | {
      kind: 'damaged-lines'
      count: number
      line: number
      text: string
      expected: string
      wrapped: boolean
    }
  | { kind: 'no-text-option'; option: 'hex' | 'raw'; line: number }
  /** Of `dma:*` events. */
  | { kind: 'truncated-lists'; count: number; lists: number }
  | { kind: 'guessed-lists'; count: number; lists: number }
  /** Of domains. */
  | { kind: 'unattributed'; count: number; events: number }
  /** Of the replay. */
  | { kind: 'stretches'; count: number; leftOut: number; events: number }
  | { kind: 'smaller-unmaps'; count: number; splits: number }
  | { kind: 'grouped-lists'; lists: number; maps: number }
  /** The traced kernel's granule, where it is not `known`, or the replay's is not its `own`. */
  | {
      kind: 'granule'
      granule: Granule
      known: boolean
      own: boolean
      pageSizes: readonly number[]
    }

/** What is found in a trace as it was read. */
export function findingsOf(trace: Trace): Finding[] {
  const { skipped, dma, options } = trace
  const found: Array<Finding | undefined> = [
    lostEvents(trace),
    damagedLines(trace),
    counted('outside-markers', skipped.outside),
    counted('foreign-lines', skipped.others),
    counted('overlong-lines', skipped.overlong),
    counted('binary-lines', skipped.binary),
    ...[...options].map(([option, line]): Finding => ({ kind: 'no-text-option', option, line })),
  ]
  if (dma !== undefined && trace.from === 'dma') {
    const { lists } = dma
    found.push(
      counted('direct-devices', dma.direct),
      counted('allocations', dma.allocations),
      dma.truncatedLists > 0
        ? { kind: 'truncated-lists', count: dma.truncatedLists, lists }
        : undefined,
      dma.guessedLists > 0 ? { kind: 'guessed-lists', count: dma.guessedLists, lists } : undefined,
      counted('unknown-lists', dma.unknownLists),
    )
  }
  if (trace.attributed > 0 && trace.attributed < trace.events.length) {
    const count = trace.events.length - trace.attributed
    found.push({ kind: 'unattributed', count, events: trace.events.length })
  }
  return found.filter((finding) => finding !== undefined)
}

/** A finding where there is something to count. */
export function counted(kind: keyof typeof COUNTED, count: number): Finding | undefined {
  return count > 0 ? { kind, count } : undefined
}

function lostEvents({ losses }: Trace): Finding | undefined {
  const lossy = losses.filter(
    ({ reason }) => reason.kind === 'overwritten' || reason.kind === 'lost',
  )
  const first = lossy[0] ?? losses.find(({ reason }) => reason.kind === 'started')
  if (first === undefined) return undefined
  const numbers = lossy.map(({ reason }) => lostBy(reason))
  const known = numbers.every((number) => number !== undefined)
  const lost = numbers.reduce((sum: number, number) => sum + (number ?? 0), 0)
  return {
    kind: 'lost-events',
    places: Math.max(1, lossy.length),
    line: first.line,
    lost: known && lossy.length > 0 ? lost : undefined,
  }
}

function lostBy(reason: LossReason): number | undefined {
  return reason.kind === 'overwritten' || reason.kind === 'lost' ? reason.lost : 0
}

/** How a line begins that is the rest of the line before it. */
const WRAPPED = /(?:- 0x[0-9a-f]*|0x[0-9a-f]*|iova=\S*|paddr=\S*|size=|IOMMU:|-|[a-z_]+)\s*$/i

function damagedLines({ losses }: Trace): Finding | undefined {
  const damaged = losses.flatMap(({ line, reason }) =>
    reason.kind === 'damaged' ? [{ line, text: reason.text, expected: reason.expected }] : [],
  )
  const [first] = damaged
  if (first === undefined) return undefined
  return {
    kind: 'damaged-lines',
    count: damaged.length,
    ...first,
    wrapped: isWrapped(first.text),
  }
}

/** Whether a line that cannot be read is the beginning of one that was broken in two. */
export function isWrapped(text: string): boolean {
  return !/\bsize=\d+\s*$/.test(text) && WRAPPED.test(text)
}
