/** What the harness measures on: one workload on one domain, compiled to a tape on demand. */
import type {
  Alignment,
  Cold,
  DomainConfig,
  Failing,
  Mode,
  Op,
  Tape,
  Workload,
} from '../../engines/contract/index.js'

/** `iova_to_phys` of a trace. */
export interface Lookups {
  /** What is mapped meanwhile: all ranges of the trace, each as the first map of it has it. */
  maps: Tape
  /** One timed phase of unmaps, one for each translation. */
  lookups: Tape
  /** Whether the trace does not name them, and they are one for each unmap. */
  assumed: boolean
  /** Makes a tape of the trace's unmaps by themselves, in timed phases; none where these would be too short. */
  unmaps: () => Tape | undefined
}

export interface Cell {
  /**
   * Unique in a suite: `64M@4K`, `2M@4K+2M/not-co-aligned`, `1M@4K/scatter-16K`, `8M@4K/scatter-7x1M+16x64K`, `4K@4K/lazy`,
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
  /** The segments of physical memory that it is made of, where a buffer is scattered: `16K`, `7x1M+16x64K`. */
  segments?: string
  /** Rollback cells alone. */
  failing?: Failing
  /** Cold cells alone. */
  cold?: Cold
  /** Engines that are timed here, as the suite names them; all that are timed where absent. */
  timedEngines?: readonly string[] | undefined
  /** The directions that are timed, in the order of the tape's timed phases. */
  ops: Op[]
  /**
   * The tape with `slots` disjoint buffers; a tape of one length ignores `slots`.
   * @throws RangeError where `slots` is not in 1 to `maxSlots`
   * @throws InputError where a trace cannot be read or replayed
   */
  compile(slots: number): Tape
  /** What a reader of its figures must know of its trace, a sentence each, once compiled. */
  notes?(): readonly string[]
  /** Translations that the traced kernel asked for beside, once compiled; traces alone. */
  lookups?(): Lookups | undefined
  /** Most slots that fit; 1 where the tape has one length. */
  maxSlots: number
}
