/**
 * AMD's I/O page tables for host addresses (v1): four levels of 512 entries of 8 bytes, leaves of 4K,
 * 2M and 1G; output address in bits 51:12. An entry says which level comes next: 0 is none, so that
 * it is a leaf. Leaves of sizes between these have 7 there, and are a format of their own.
 * Source: AMD I/O Virtualization Technology (IOMMU) Specification, "I/O Page Tables for Host
 * Translations".
 */
import { GIB, KIB, MIB, PROT_READ, PROT_WRITE } from '../../contract/index.js'
import type { Format } from './format.js'

const LAST_LEVEL = 3

const PRESENT = 1 << 0
const NEXT_LEVEL_AT = 9
const NEXT_LEVEL = 7 << NEXT_LEVEL_AT
/** FC, bit 60: accesses snoop the processors' caches. */
const FORCE_COHERENT_HIGH = 1 << 28
/** IR and IW, bits 61 and 62: of tables and leaves on the way all must allow an access. */
const READ_HIGH = 1 << 29
const WRITE_HIGH = 1 << 30

export const AMD_V1: Format = {
  name: 'amd-v1',
  granuleShift: 12,
  bitsPerLevel: 9,
  lastLevel: LAST_LEVEL,
  leafSizes: (4 * KIB) | (2 * MIB) | GIB,
  concatenatedRoots: 1,
  maxIas: 48,
  maxOas: 52,
  coherentOnly: "an AMD IOMMU's walker is always cache-coherent",
  leafLow: () => PRESENT,
  leafHigh: (prot) =>
    FORCE_COHERENT_HIGH |
    ((prot & PROT_READ) !== 0 ? READ_HIGH : 0) |
    ((prot & PROT_WRITE) !== 0 ? WRITE_HIGH : 0),
  smallerLeaf: (low) => low,
  tableLow: (level) => PRESENT | ((LAST_LEVEL - level) << NEXT_LEVEL_AT),
  tableHigh: READ_HIGH | WRITE_HIGH,
  writtenBackLow: 0,
  writtenBackHigh: 0,
  isLeaf: (low, level) => level === LAST_LEVEL || (low & NEXT_LEVEL) === 0,
  addressLowMask: ~0xfff,
  addressHighMask: 0xfffff,
  highestMask: 0,
}

/** 8K to 1M, and 4M to 512M: every power of two. */
const BETWEEN = 2 * MIB - 8 * KIB + (GIB - 4 * MIB)

/** With the sizes between: the low bits of an address say the size, and the entries of a leaf are all alike. */
export const AMD_V1_CONTIGUOUS: Format = {
  ...AMD_V1,
  name: 'amd-v1-contiguous',
  contiguousSizes: BETWEEN,
  contiguous: { low: NEXT_LEVEL, high: 0, sizeInAddress: true },
  isLeaf: (low, level) =>
    level === LAST_LEVEL || (low & NEXT_LEVEL) === 0 || (low & NEXT_LEVEL) === NEXT_LEVEL,
}
