/**
 * VT-d second stage: four levels of 512 entries of 8 bytes, leaves of 4K, 2M and 1G; output address in
 * bits 51:12. There is no present bit: an entry that may be neither read nor written is none.
 * Source: Intel Virtualization Technology for Directed I/O, "Second-Stage Paging Entries".
 */
import { GIB, KIB, MIB, PROT_READ, PROT_WRITE } from '../../contract/index.js'
import type { Format } from './format.js'

const LAST_LEVEL = 3

const READ = 1 << 0
const WRITE = 1 << 1
/** PS: a leaf above the last level. */
const PAGE_SIZE_BIT = 1 << 7
/** Bit 10, which the hardware ignores. */
const SOFTWARE = 1 << 10

export const VTD_SS: Format = {
  name: 'vtd-ss',
  granuleShift: 12,
  bitsPerLevel: 9,
  lastLevel: LAST_LEVEL,
  leafSizes: (4 * KIB) | (2 * MIB) | GIB,
  concatenatedRoots: 1,
  maxIas: 48,
  maxOas: 52,
  leafLow: (prot, level) =>
    ((prot & PROT_READ) !== 0 ? READ : 0) |
    ((prot & PROT_WRITE) !== 0 ? WRITE : 0) |
    (level === LAST_LEVEL ? 0 : PAGE_SIZE_BIT),
  leafHigh: () => 0,
  smallerLeaf: (low, level) => (level === LAST_LEVEL ? low & ~PAGE_SIZE_BIT : low),
  tableLow: () => READ | WRITE,
  tableHigh: 0,
  writtenBackLow: SOFTWARE,
  writtenBackHigh: 0,
  isLeaf: (low, level) => level === LAST_LEVEL || (low & PAGE_SIZE_BIT) !== 0,
  addressLowMask: ~0xfff,
  addressHighMask: 0xfffff,
  highestMask: 0,
}
