/**
 * The names that every part of the project shares, each list written here once: types, schemas
 * (engines/schemas), help and reports derive from it. Lists stand in the order that reports show.
 */

/** What a phase does: only maps, only unmaps, or both in the order of the tape. C knows them by their places. */
export const OPS = ['map', 'unmap', 'mixed'] as const
export type Op = (typeof OPS)[number]

/**
 * How the domain invalidates and whether its walker is cache-coherent; the first carries the answers.
 * `note`: how ids and short labels tell a mode from the first. `title`: what titles add for it.
 */
export const MODE_FACTS = {
  'coherent-strict': {
    coherent: true,
    strict: true,
    words: 'coherent, strict',
    note: '',
    title: '',
  },
  'coherent-lazy': {
    coherent: true,
    strict: false,
    words: 'coherent, lazy',
    note: 'lazy',
    title: 'lazy',
  },
  'non-coherent': {
    coherent: false,
    strict: true,
    words: 'non-coherent',
    note: 'non-coherent',
    title: 'non-coherent walker',
  },
  'non-coherent-lazy': {
    coherent: false,
    strict: false,
    words: 'non-coherent, lazy',
    note: 'non-coherent-lazy',
    title: 'non-coherent walker, lazy',
  },
} as const
export type Mode = keyof typeof MODE_FACTS
export const MODES = Object.keys(MODE_FACTS) as Mode[]

/**
 * What a cell's operations are. `common-map` is a sweep's buffer that every call shape maps by the
 * same calls, so that their unmaps find the caches alike; it is held against the sweep's own cell.
 */
export const WORKLOADS = ['sweep', 'common-map', 'mix', 'rollback', 'cold', 'trace'] as const
export type Workload = (typeof WORKLOADS)[number]

/**
 * What a cell's buffers do to the page table, computed from its counts: `keep`, leaves are cleared
 * one by one and the tables stay; `free`, whole tables go; `block`, 2M or 1G leaves; `mixed`.
 */
export const LAYOUTS = ['keep', 'free', 'block', 'mixed'] as const
export type Layout = (typeof LAYOUTS)[number]

/**
 * How a buffer lies: `aligned` to its size; `unaligned`, iova and paddr a page past that, so that it
 * has a head and a tail; `straddling`, both half the buffer past that, so that a buffer of a table's
 * size fills half of two tables and all of none; `not-co-aligned`, its iova aligned and its paddr a
 * page off, so that no block fits.
 */
export const ALIGNMENTS = ['aligned', 'unaligned', 'straddling', 'not-co-aligned'] as const
export type Alignment = (typeof ALIGNMENTS)[number]

/**
 * What is cold: all `tables` together are larger than caches; an unmap comes late, after other
 * memory was written; a map is the first into a table, which is allocated and zeroed for it.
 */
export const COLD = ['tables', 'late-unmap', 'first-map'] as const
export type Cold = (typeof COLD)[number]

/** What the map of a rollback cell fails with. */
export const FAILING_ERRORS = ['EEXIST', 'ENOMEM'] as const

/** Where in its buffer a map fails; `page` and `pages` of `Failing` give it in 4K pages. */
export const FAILING_AT = ['first-page', 'mid-run', 'table-end', 'second-size'] as const
export type FailingAt = (typeof FAILING_AT)[number]

/** The map that fails in every slot of a rollback cell. */
export interface Failing {
  error: (typeof FAILING_ERRORS)[number]
  at: FailingAt
  /** Number of the 4K page that it fails at, from 0, and how many the buffer has. */
  page: number
  pages: number
}

/** What a call shape chooses, one of each. */
export const CHOICES = {
  /**
   * How the core cuts an operation into calls. `bytes`: the whole size, again what is left; `page`;
   * `run`: equal pages to a table's end; `whole-run`: equal pages across tables; `operation`: all of
   * it; `list`: a whole scatter list.
   */
  map: ['page', 'run', 'whole-run', 'operation', 'list'],
  unmap: ['bytes', 'page', 'run', 'whole-run', 'operation'],
  /** Whether the driver hands calls on as they are, or cuts runs into pages again. */
  driver: ['forwards', 'cuts'],
  /** Descents from the root: one for each pte, or one for each run. */
  walk: ['pte', 'run'],
  /**
   * What an unmap tells the TLB side: an indirect `tlb_add_page` for each leaf, or one range with
   * its page size. Lazy domains are told nothing, so that the choice is none there.
   */
  gather: ['leaf', 'range'],
  /**
   * For a walker that is not coherent: cleared ptes are written back one by one, or a table's run
   * at once, before anything of it is gathered. Where the walker is coherent the choice is none.
   */
  writeBack: ['pte', 'run'],
} as const
export type Choices = OneOfEach<typeof CHOICES>

type OneOfEach<Lists extends Readonly<Record<string, readonly string[]>>> = {
  -readonly [Name in keyof Lists]: Lists[Name][number]
}

/**
 * Sets of functions that page tables carry out their ops by: engines/table/table-paths.ts,
 * engines/native/table/table-paths.h.
 */
export const TABLES = [
  'run',
  'run-write-back',
  'rewalk',
  'byte-size',
  'whole-run',
  'rollback',
  'range',
  'clear-first',
] as const
export type TableName = (typeof TABLES)[number]

/** Where engines may differ without being wrong. What they declare, one of each, is what they are held to. */
export const SEMANTICS = {
  /**
   * A table that an unmap covers whole: dropped unread with whatever it holds (io-pgtable-arm), or
   * its leaves cleared one by one first, up to a hole (generic_pt).
   */
  coveredTable: ['dropped', 'cleared'],
  /**
   * Unmapping a part of a block: the block is split into smaller leaves and the part unmapped
   * (Linux up to 6.12), nothing is unmapped (7.2), or a part at the block's start takes the whole
   * block with it and its full size is returned (generic_pt); a part elsewhere unmaps nothing.
   * `excluded`: no tape asks this engine for it. It splits, but what it tells the TLB side then is
   * told a second time by the code below it.
   */
  insideBlock: ['split', 'refused', 'removed', 'excluded'],
  /**
   * Mapping a block where a table is: the table goes with whatever it holds (io-pgtable-arm), or
   * only if it holds no leaf, and -EEXIST otherwise (generic_pt).
   */
  blockOverTable: ['replaced', 'replaced-if-empty'],
} as const
export type Semantics = OneOfEach<typeof SEMANTICS>

/**
 * Page-table formats by their ids, the default one first: what sentences call them, and whether they
 * are walkers' of our own, in tiers ts and native (engines/table/formats, engines/native/table/formats)
 * or kernels' alone. Those that end in `-contiguous` have leaves of several entries too.
 */
export const FORMATS = {
  'arm-lpae-4k': { words: 'ARM LPAE', own: true },
  'arm-lpae-4k-s2': { words: 'ARM LPAE stage 2', own: true },
  'arm-lpae-16k': { words: 'ARM LPAE 16K', own: true },
  'arm-lpae-16k-s2': { words: 'ARM LPAE 16K stage 2', own: true },
  'arm-lpae-64k': { words: 'ARM LPAE 64K', own: true },
  'arm-lpae-64k-s2': { words: 'ARM LPAE 64K stage 2', own: true },
  'vtd-ss': { words: 'VT-d second stage', own: true },
  'amd-v1': { words: 'AMD v1', own: true },
  'arm-lpae-4k-contiguous': { words: 'ARM LPAE contiguous', own: true },
  'arm-lpae-16k-contiguous': { words: 'ARM LPAE 16K contiguous', own: true },
  'arm-lpae-64k-contiguous': { words: 'ARM LPAE 64K contiguous', own: true },
  'amd-v1-contiguous': { words: 'AMD v1 contiguous', own: true },
  'x86-64': { words: 'x86-64', own: false },
  'riscv-64': { words: 'RISC-V 64', own: false },
} as const
type FormatName = keyof typeof FORMATS
export type OwnFormat = {
  [Name in FormatName]: (typeof FORMATS)[Name]['own'] extends true ? Name : never
}[FormatName]

/** Ops that one layer calls on the next. */
export const LAYER_OPS = [
  'map_pages',
  'unmap_pages',
  'map_range',
  'map_list',
  'unmap_range',
] as const
export type LayerOp = (typeof LAYER_OPS)[number]

/** Why a row of a run has no figures. */
export const FAILURES = [
  'threw',
  'hung',
  'died',
  'wrong',
  'counts-varied',
  'counts-differ',
] as const
