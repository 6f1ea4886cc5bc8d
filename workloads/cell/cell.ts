/** What the harness measures on: one workload on one domain, compiled to a tape on demand. */
import type { DomainConfig, PhaseOp, Tape } from '../../engines/contract/index.js'

/** How the domain invalidates and whether its walker is cache-coherent. */
export const MODES = ['coherent-strict', 'coherent-lazy', 'non-coherent'] as const
export type Mode = (typeof MODES)[number]

/**
 * What a cell's operations are. `common-map` is a sweep's buffer that every call shape maps by the
 * same calls, so that their unmaps find the caches alike; it is held against the sweep's own cell.
 */
export const WORKLOADS = ['sweep', 'common-map', 'mix', 'rollback', 'cold', 'trace'] as const
export type Workload = (typeof WORKLOADS)[number]

/**
 * How a buffer lies: `aligned` to its size; `unaligned`, iova and paddr a page past that, so that it
 * has a head and a tail; `straddling`, both half the buffer past that, so that a buffer of a table's
 * size fills half of two tables and all of none; `not-co-aligned`, its iova aligned and its paddr a
 * page off, so that no block fits.
 */
export const ALIGNMENTS = ['aligned', 'unaligned', 'straddling', 'not-co-aligned'] as const
export type Alignment = (typeof ALIGNMENTS)[number]

/** Where in its buffer a map fails; `page` and `pages` of `Failing` tell it in 4K pages. */
export const FAILING_AT = ['first-page', 'mid-run', 'table-end', 'second-size'] as const
export type FailingAt = (typeof FAILING_AT)[number]

/** The map that fails in every slot of a rollback cell. */
export interface Failing {
  error: 'EEXIST' | 'ENOMEM'
  at: FailingAt
  /** Number of the 4K page that it fails at, from 0, and how many the buffer has. */
  page: number
  pages: number
}

/**
 * What is cold: all `tables` together are larger than caches; an unmap comes late, after other
 * memory was written; a map is the first into a table, which is allocated and zeroed for it.
 */
export const COLD = ['tables', 'late-unmap', 'first-map'] as const
export type Cold = (typeof COLD)[number]

export interface Cell {
  /**
   * Unique in a suite: `64M@4K`, `2M@4K+2M/not-co-aligned`, `1M@4K/scatter-16K`, `4K@4K/lazy`,
   * `2M@4K/mapped-by-page`, `mix:small`, `rollback:4M@4K/EEXIST/mid-run`, `cold:late-unmap/64K@4K`,
   * `trace:arm64-6.1-strict-nvme_seq1m`.
   */
  id: string
  /** Words for headings. Never names a layout: layouts are computed from counts. */
  title: string
  workload: Workload
  mode: Mode
  domain: DomainConfig
  /** Bytes of one buffer; absent where sizes vary. */
  bufferBytes?: number
  /** Absent where buffers lie as they come. */
  alignment?: Alignment
  /** Bytes of a segment of physical memory, where a buffer is scattered. */
  segmentBytes?: number
  /** Rollback cells alone. */
  failing?: Failing
  /** Cold cells alone. */
  cold?: Cold
  /** Engines that are timed here, as the suite names them; all that are timed where absent. */
  timedEngines?: readonly string[] | undefined
  /** The directions that are timed, in the order of the tape's timed phases. */
  ops: PhaseOp[]
  /**
   * The tape with `slots` disjoint buffers; a tape of one length ignores `slots`.
   * @throws RangeError where `slots` is not in 1 to `maxSlots`
   * @throws InputError where a trace cannot be read or replayed
   */
  compile(slots: number): Tape
  /** Most slots that fit; 1 where the tape has one length. */
  maxSlots: number
}
