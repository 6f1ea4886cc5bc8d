/** What the harness measures on: one workload on one domain, compiled to a tape on demand. */
import type { DomainConfig, PhaseOp, Tape } from '../engines/contract/index.js'

/** How the domain invalidates and whether its walker is cache-coherent. */
export const MODES = ['coherent-strict', 'coherent-lazy', 'non-coherent'] as const
export type Mode = (typeof MODES)[number]

export interface Cell {
  /**
   * Unique in a suite: `64M@4K`, `64M@4K+2M`, `2M@4K+2M~4K` (paddr off by 4K, so not co-aligned),
   * `4K@4K/lazy`, `trace:arm64-6.1-strict-nvme_seq1m`.
   */
  id: string
  /** Words for headings. Never names a layout: layouts are computed from counts. */
  title: string
  workload: 'sweep' | 'trace'
  mode: Mode
  domain: DomainConfig
  /** Bytes of one buffer; absent where sizes vary. */
  bufferBytes?: number
  /** The directions that are timed, in the order of the tape's timed phases. */
  ops: PhaseOp[]
  /**
   * The tape with `slots` disjoint buffers; a trace is one tape and ignores `slots`.
   * @throws RangeError where `slots` is not in 1 to `maxSlots`
   * @throws InputError where a trace cannot be read or replayed
   */
  compile(slots: number): Tape
  /** Most slots that fit; 1 for a trace. */
  maxSlots: number
}
