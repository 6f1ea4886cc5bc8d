/**
 * A page-table format of one's own: x86-64 page tables of four levels, as VT-d's first stage reads them.
 * Every call shape of tier ts runs over it.
 * Source: Intel Virtualization Technology for Directed I/O, "First-Stage Paging Entries".
 */
import { type Format, GIB, KIB, MIB, PROT_NOEXEC, PROT_WRITE } from 'unmap-bench'

const LAST_LEVEL = 3

const PRESENT = 1 << 0
const WRITABLE = 1 << 1
const USER = 1 << 2
/** Set beforehand, so that the hardware need not write to the table. */
const ACCESSED = 1 << 5
const DIRTY = 1 << 6
/** PS: a leaf above the last level. */
const PAGE_SIZE_BIT = 1 << 7
/** Bit 11, which the hardware ignores. */
const SOFTWARE = 1 << 11
/** XD, bit 63. */
const EXECUTE_DISABLE_HIGH = 1 << 31

export const format: Format = {
  name: 'vtd-fs',
  granuleShift: 12,
  bitsPerLevel: 9,
  lastLevel: LAST_LEVEL,
  leafSizes: (4 * KIB) | (2 * MIB) | GIB,
  concatenatedRoots: 1,
  maxIas: 48,
  maxOas: 52,
  leafLow: (prot, level) =>
    PRESENT |
    ((prot & PROT_WRITE) !== 0 ? WRITABLE | DIRTY : 0) |
    USER |
    ACCESSED |
    (level === LAST_LEVEL ? 0 : PAGE_SIZE_BIT),
  leafHigh: (prot) => ((prot & PROT_NOEXEC) !== 0 ? EXECUTE_DISABLE_HIGH : 0),
  smallerLeaf: (low, level) => (level === LAST_LEVEL ? low & ~PAGE_SIZE_BIT : low),
  tableLow: () => PRESENT | WRITABLE | USER | ACCESSED,
  tableHigh: 0,
  writtenBackLow: SOFTWARE,
  writtenBackHigh: 0,
  isLeaf: (low, level) => level === LAST_LEVEL || (low & PAGE_SIZE_BIT) !== 0,
  addressLowMask: ~0xfff,
  addressHighMask: 0xfffff,
  highestMask: 0,
}
