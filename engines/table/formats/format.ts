/**
 * The low word of an empty pte. Every format keeps its valid, present or access bits there, so that
 * no leaf and no table entry has a low word of 0, and the high word need not be looked at.
 */
export const EMPTY = 0

/** How many bits higher `Format.highestMask` is in an address than in a leaf. */
export const HIGHEST_BY = 36
/** The factors from one to the other: a power in the place of a number would be worked out at each page. */
export const HIGHEST_UP = 2 ** HIGHEST_BY
export const HIGHEST_DOWN = 2 ** -HIGHEST_BY

/** The numbers of a page-table format: its tables, its leaves, its addresses. */
export interface Geometry {
  name: string
  /** log2 of the smallest page size and of a table's size in bytes. */
  granuleShift: number
  /** log2 of the entries of a table, which fills a granule. */
  bitsPerLevel: number
  /** Levels are numbered from 0, the top; the last one holds pages only. */
  lastLevel: number
  /** The page sizes that one entry may be a leaf of, one bit each. */
  leafSizes: number
  /**
   * Those that are leaves of several entries side by side; absent where there are none. A part of such a
   * leaf, or of a block, is not unmapped in these formats: engines/table/formats/semantics.ts.
   */
  contiguousSizes?: number
  /**
   * Tables that may lie side by side as one root, instead of a level above them with as many
   * entries; 1 where a root is a single table.
   */
  concatenatedRoots: number
  /** Most input and output address bits. */
  maxIas: number
  maxOas: number
  /** Why it serves no walker that is not cache-coherent; absent where it does. */
  coherentOnly?: string
}

/**
 * A page-table format as data: one walker serves all of them. A descriptor is handled as its low
 * and its high 32-bit word.
 */
export interface Format extends Geometry {
  /** Attributes of a leaf, low word. `prot` is the contract's `PROT_*` bits. */
  leafLow(prot: number, level: number): number
  /** Attributes of a leaf, high word. */
  leafHigh(prot: number): number
  /** The attributes of a block, low word, as those of a leaf of the smaller level `level`. */
  smallerLeaf(low: number, level: number): number
  /** Of a format with `contiguousSizes`. */
  contiguous?: {
    /** What each entry of such a leaf has set beside what a leaf of one has: bits of its words. */
    low: number
    high: number
    /** Whether all of them are alike, with the size in the low bits of the address, not each with its own. */
    sizeInAddress: boolean
  }
  /** What makes an entry of `level` lead to a table, low word and high word. */
  tableLow(level: number): number
  tableHigh: number
  /** Software bit, of one of the words: this table entry was written back (non-coherent walkers). */
  writtenBackLow: number
  writtenBackHigh: number
  /** Whether a pte that is not empty is a leaf. */
  isLeaf(low: number, level: number): boolean
  /** The part of the low word, and of the high word, that holds the output address where it is. */
  addressLowMask: number
  addressHighMask: number
  /** The part of the low word that holds the highest bits of an output address; 0 where none does. */
  highestMask: number
}
