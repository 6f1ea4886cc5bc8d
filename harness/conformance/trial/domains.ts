/** Sizes, addresses and domains that the cases share. */
import { DEFAULT_FORMAT, type DomainConfig, GIB } from '../../../engines/contract/index.js'
import { leavesIn } from '../../../engines/index.js'

/** Address bits of a domain where a case says nothing else. */
const WIDEST = 48

/** Where buffers lie, aligned to every page size. */
const IOVA = 64 * GIB
const PADDR = 128 * GIB
/** What cases are made of for a format: sizes in bytes, and places. */
export interface Places {
  /** The two smallest leaves, and the third; where there is none, four blocks. */
  PAGE: number
  BLOCK: number
  LARGE: number
  /** Every leaf, largest first, and as a bitmap; those of one entry as one, and that without pages. */
  LEAVES: readonly number[]
  ALL_SIZES: number
  ENTRY_SIZES: number
  BLOCKS_ONLY: number
  /** Pages side by side that are one leaf in formats that have leaves of several entries. */
  RUN: number
  /** The sizes of contiguous leaves, those of pages and those of blocks. */
  CONTIGUOUS: readonly number[]
  /** Entries of a table, which spans a block where it holds pages. */
  ENTRIES: number
  /** Bytes that an entry of the root spans in the widest domain. */
  ROOT_ENTRY: number
  IOVA: number
  PADDR: number
  /** Not aligned with `IOVA` to anything above a page. */
  PAGES_ONLY: number
}

/** The places of a format, by its id. */
export function placesOf(format: string): Places {
  const { contiguous, entries, sizes } = leavesIn(format)
  const [page, block, large = 4 * block] = sizes.toReversed()
  const leaves = [...sizes, ...contiguous].sort((a, b) => b - a)
  const bitmap = (some: readonly number[]) => some.reduce((all, size) => all | size)
  const few = 16 * page
  let rootEntry = block
  while (rootEntry * entries < 2 ** WIDEST) rootEntry *= entries
  return {
    PAGE: page,
    BLOCK: block,
    LARGE: large,
    LEAVES: leaves,
    ALL_SIZES: bitmap(leaves),
    ENTRY_SIZES: bitmap(sizes),
    BLOCKS_ONLY: bitmap(sizes.slice(0, -1)),
    RUN: contiguous.includes(few) ? few : (contiguous.at(-1) ?? few),
    CONTIGUOUS: contiguous,
    ENTRIES: entries,
    ROOT_ENTRY: rootEntry,
    IOVA,
    PADDR,
    PAGES_ONLY: 160 * GIB + page,
  }
}

/** Those of the default format. */
export const DEFAULT_PLACES = placesOf(DEFAULT_FORMAT)

export function domainOf(
  changes: Partial<DomainConfig> & Pick<DomainConfig, 'pgsizeBitmap'>,
): DomainConfig {
  return { ias: WIDEST, oas: WIDEST, coherent: true, strict: true, ...changes }
}

/** The widths of addresses that io-pgtable-arm's selftests go through. */
const WIDTHS = [32, 36, 40, 42, 44, 48]

/** Input and output address bits, input at most output. */
export const ADDRESS_BITS: ReadonlyArray<{ ias: number; oas: number }> = WIDTHS.flatMap((oas) =>
  WIDTHS.filter((ias) => ias <= oas).map((ias) => ({ ias, oas })),
)

/** Each number of input address bits once, for what does not depend on the output's. */
export const INPUT_BITS = ADDRESS_BITS.filter(({ oas }) => oas === 48)

/** Each number of output address bits once. */
export const OUTPUT_BITS = ADDRESS_BITS.filter(({ ias }) => ias === 32)
