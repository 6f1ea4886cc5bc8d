/**
 * What all granules of ARM LPAE / VMSAv8-64 have in common: the bits of descriptors, and both stages.
 * Source: Arm Architecture Reference Manual, "VMSAv8-64 translation table format descriptors".
 */
import { PROT_CACHE, PROT_NOEXEC, PROT_READ, PROT_WRITE } from '../../contract/index.js'
import type { Format } from './format.js'

const LAST_LEVEL = 3

/** Bits 1:0. A page at the last level and a table above it have the same type. */
const TYPE_MASK = 0b11
const TYPE_BLOCK = 0b01
const TYPE_PAGE_OR_TABLE = 0b11

/** Stage 1: AttrIndx, bits 4:2: index 0 is normal non-cacheable memory, 1 cacheable. */
const ATTR_CACHED = 1 << 2
/** Stage 1: AP, bits 7:6. */
const AP_UNPRIVILEGED = 1 << 6
const AP_READ_ONLY = 2 << 6
/** Stage 2: MemAttr, bits 5:2, outer and inner write-back or non-cacheable. */
const MEMATTR_WRITE_BACK = 0xf << 2
const MEMATTR_NON_CACHEABLE = 0x5 << 2
/** Stage 2: HAP, bits 7:6. */
const HAP_READ = 1 << 6
const HAP_WRITE = 2 << 6
/** SH, bits 9:8. */
const SH_OUTER = 2 << 8
const SH_INNER = 3 << 8
const ACCESS_FLAG = 1 << 10
const NOT_GLOBAL = 1 << 11
/** Bits 54:53, XN and PXN, in the high word. */
const EXECUTE_NEVER_HIGH = 3 << 21
/** Bit 52, in the high word, of either stage: an IOMMU may keep this entry and those beside it as one. */
const CONTIGUOUS_HIGH = 1 << 20
/** Bit 55, left to software, in the high word. */
const SOFTWARE_HIGH = 1 << 23

/** What a granule says of itself. */
export interface Granule
  extends Pick<
    Format,
    'granuleShift' | 'bitsPerLevel' | 'leafSizes' | 'addressLowMask' | 'highestMask'
  > {
  /** `arm-lpae-4k`; the second stage's name ends in `-s2`. */
  name: string
  /** Most input and output address bits. */
  maxBits: number
}

export function stage1({ maxBits, ...granule }: Granule): Format {
  return {
    ...granule,
    lastLevel: LAST_LEVEL,
    concatenatedRoots: 1,
    maxIas: maxBits,
    maxOas: maxBits,
    leafLow: stage1Low,
    leafHigh,
    smallerLeaf,
    tableLow,
    tableHigh: 0,
    writtenBackLow: 0,
    writtenBackHigh: SOFTWARE_HIGH,
    isLeaf,
    addressHighMask: 0xffff,
  }
}

/**
 * Stage 2, for a hypervisor's guest: other attributes, and up to 16 tables side by side as the
 * root where the level above them would have no more entries than that.
 */
export function stage2(granule: Granule): Format {
  return {
    ...stage1(granule),
    name: `${granule.name}-s2`,
    concatenatedRoots: 16,
    leafLow: stage2Low,
  }
}

/** The same with the contiguous hint, in leaves of these sizes. */
export function withContiguous(format: Format, contiguousSizes: number): Format {
  return {
    ...format,
    name: `${format.name}-contiguous`,
    contiguousSizes,
    contiguous: { low: 0, high: CONTIGUOUS_HIGH, sizeInAddress: false },
  }
}

function stage1Low(prot: number, level: number): number {
  return (
    typeOf(level) |
    ((prot & PROT_CACHE) !== 0 ? ATTR_CACHED | SH_INNER : SH_OUTER) |
    AP_UNPRIVILEGED |
    ((prot & PROT_WRITE) !== 0 ? 0 : AP_READ_ONLY) |
    ACCESS_FLAG |
    NOT_GLOBAL
  )
}

function stage2Low(prot: number, level: number): number {
  return (
    typeOf(level) |
    ((prot & PROT_CACHE) !== 0 ? MEMATTR_WRITE_BACK | SH_INNER : MEMATTR_NON_CACHEABLE | SH_OUTER) |
    ((prot & PROT_READ) !== 0 ? HAP_READ : 0) |
    ((prot & PROT_WRITE) !== 0 ? HAP_WRITE : 0) |
    ACCESS_FLAG
  )
}

function leafHigh(prot: number): number {
  return (prot & PROT_NOEXEC) !== 0 ? EXECUTE_NEVER_HIGH : 0
}

function smallerLeaf(low: number, level: number): number {
  return (low & ~TYPE_MASK) | typeOf(level)
}

function tableLow(): number {
  return TYPE_PAGE_OR_TABLE
}

function isLeaf(low: number, level: number): boolean {
  return level === LAST_LEVEL || (low & TYPE_MASK) === TYPE_BLOCK
}

function typeOf(level: number): number {
  return level === LAST_LEVEL ? TYPE_PAGE_OR_TABLE : TYPE_BLOCK
}
