/** The page size of the kernel that was traced, and what that kernel maps with. */
import { type DomainConfig, formatSize, parseSize, sizesIn } from '../../engines/contract/index.js'
import { type PageSize, smallestPage } from '../cell/domain.js'
import type { Events } from './columns/events.js'
import type { Finding } from './findings.js'
import type { Trace } from './text/trace.js'

/** Page sizes of io-pgtable-arm's stage 1 and 2, by granule: no size is of two. */
export const GRANULES = {
  '4K': ['4K', '2M', '1G'],
  '16K': ['16K', '32M'],
  '64K': ['64K', '512M'],
} as const satisfies Record<string, readonly PageSize[]>
export type Granule = keyof typeof GRANULES

export const GRANULE_NAMES = ['4K', '16K', '64K'] as const satisfies readonly Granule[]

/** The granule of a kernel, and whether it is `known` or what all addresses and sizes are multiples of. */
export interface TracedGranule {
  granule: Granule
  known: boolean
}

/** A trace, or a part of one, which keeps what the whole shows. */
export type PartOfTrace = Trace & { granule?: TracedGranule | undefined }

/** `undefined` where a trace shows none: one of 4K pages, or of blocks alone. */
export function tracedGranule(trace: PartOfTrace): TracedGranule | undefined {
  if ('granule' in trace) return trace.granule
  const { calledSizes, events } = trace
  const called = calledSizes.map(formatSize)
  const known =
    called.length > 0
      ? GRANULE_NAMES.find((name) =>
          called.every((size) => GRANULES[name].some((one) => one === size)),
        )
      : undefined
  if (known !== undefined) return { granule: known, known: true }
  const granule = largerGranule(events)
  return granule && { granule, known: false }
}

const WIDEST = 2 ** 20

/** 16K or 64K where every address and size is a multiple of it, and of no more; else `undefined`. */
function largerGranule(events: Events): Granule | undefined {
  let bits = 0
  for (let at = 0; at < events.length; at++) {
    bits |= (events.iova(at) % WIDEST) | (events.paddr(at) % WIDEST) | (events.size(at) % WIDEST)
  }
  return GRANULE_NAMES.slice(1).find((name) => parseSize(name) === (bits & -bits))
}

/** What a reader must know of the pages of a replay: that they are a guess, or not the kernel's. */
export function granuleFinding(
  traced: TracedGranule | undefined,
  { pgsizeBitmap }: DomainConfig,
): Finding | undefined {
  if (traced === undefined) return undefined
  const own = formatSize(smallestPage(pgsizeBitmap)) === traced.granule
  if (own && traced.known) return undefined
  return { kind: 'granule', ...traced, own, pageSizes: sizesIn(pgsizeBitmap) }
}
