import {
  type DomainConfig,
  ENOMEM,
  type LeafVisitor,
  PROT_READ,
  PROT_WRITE,
  type Probe,
  type Semantics,
  sizesIn,
} from '../contract/index.js'
import type { Gather, Mapped, PageTableOps, ScatterList, TlbOps } from '../driver/index.js'
import { ContiguousLeaves } from './contiguous.js'
import { pathsByEntries } from './contiguous-paths.js'
import { type Format, HIGHEST_DOWN, HIGHEST_UP } from './formats/format.js'
import { visitLeaves } from './leaves.js'
import { TableMemory } from './memory.js'
import { NotedRange } from './noted-range.js'
import type { TablePaths } from './paths.js'
import { rootOf } from './root.js'
import { translate } from './translate.js'

/** A page table of one domain: its memory, its geometry, and the ops that work on it. */
export class PageTable implements PageTableOps {
  readonly memory: TableMemory
  readonly startLevel: number
  /** Word at which the root begins, and its entries: those of several tables side by side if concatenated. */
  readonly root: number
  readonly rootEntries: number
  readonly pgsizeBitmap: number
  readonly coherent: boolean
  /** How leaves that an unmap cleared are written back; neither where the walker is coherent. */
  readonly writesBackPtes: boolean
  readonly writesBackRuns: boolean
  /** Whether leaves go into the gather as ranges, by way of `noted`. */
  readonly gathersRanges: boolean
  readonly noted: NotedRange
  /** Leaves of several entries, in formats that have them. */
  readonly contiguous: ContiguousLeaves | undefined
  /** Ends of the input and output address spaces, exclusive. */
  readonly iovaEnd: number
  readonly paddrEnd: number
  /** Bytes of the smallest page, and of a table. */
  readonly granule: number
  /** Entries of a table. */
  readonly entries: number
  /** By level: entries minus one, those of the whole root at its level. */
  private readonly indexMask: Int32Array
  /** Bytes that one entry of a level spans, and the inverse (a power of two, so exact). */
  readonly span: Float64Array
  readonly perSpan: Float64Array
  private readonly paths: TablePaths
  /** Level of a leaf, by the leading zeros of its size. */
  private readonly levelByZeros = new Int8Array(32)

  constructor(
    config: DomainConfig,
    readonly format: Format,
    readonly semantics: Semantics,
    paths: TablePaths,
    readonly tlb: TlbOps,
    readonly probe: Probe,
  ) {
    const { granuleShift, bitsPerLevel, lastLevel } = format
    this.memory = new TableMemory(2 << bitsPerLevel, config.maxTables)
    this.pgsizeBitmap = config.pgsizeBitmap
    this.coherent = config.coherent
    this.writesBackPtes = !config.coherent && paths.writeBack === 'pte'
    this.writesBackRuns = !config.coherent && paths.writeBack === 'run'
    this.gathersRanges = paths.gather === 'range'
    this.noted = new NotedRange(tlb)
    this.iovaEnd = 2 ** config.ias
    this.paddrEnd = 2 ** config.oas
    this.granule = 1 << granuleShift
    this.entries = 1 << bitsPerLevel
    const spans = Array.from(
      { length: lastLevel + 1 },
      (_, level) => 2 ** (granuleShift + bitsPerLevel * (lastLevel - level)),
    )
    this.span = Float64Array.from(spans)
    this.perSpan = Float64Array.from(spans, (span) => 1 / span)
    for (let level = 0; level <= lastLevel; level++) {
      const shift = granuleShift + bitsPerLevel * (lastLevel - level)
      if (shift < 31) this.levelByZeros[31 - shift] = level
    }
    const { contiguous, contiguousSizes = 0 } = format
    for (const size of sizesIn(contiguousSizes)) {
      this.levelByZeros[Math.clz32(size)] = spans.findIndex((span) => span <= size)
    }
    this.paths = contiguous === undefined ? paths : pathsByEntries(paths)
    this.contiguous = contiguous && new ContiguousLeaves(this, contiguous, contiguousSizes)
    const root = rootOf(format, config.ias)
    this.startLevel = root.level
    this.rootEntries = root.tables * this.entries
    this.indexMask = new Int32Array(lastLevel + 1).fill(this.entries - 1)
    this.indexMask[this.startLevel] = this.rootEntries - 1
    this.root = this.allocateRoot()
  }

  mapPages(
    iova: number,
    paddr: number,
    pgsize: number,
    pgcount: number,
    prot: number,
    mapped: Mapped,
  ): number {
    return this.paths.mapPages(this, iova, paddr, pgsize, pgcount, prot, mapped)
  }

  unmapPages(iova: number, pgsize: number, pgcount: number, gather: Gather): number {
    return this.paths.unmapPages(this, iova, pgsize, pgcount, gather)
  }

  mapRange(iova: number, paddr: number, size: number, prot: number, mapped: Mapped): number {
    return this.paths.mapRange(this, iova, paddr, size, prot, mapped)
  }

  mapList(iova: number, list: ScatterList, prot: number, mapped: Mapped): number {
    return this.paths.mapList(this, iova, list, prot, mapped)
  }

  unmapRange(iova: number, size: number, gather: Gather): number {
    return this.paths.unmapRange(this, iova, size, gather)
  }

  iovaToPhys(iova: number): number {
    return translate(this, iova)
  }

  freeDeferredTables(): void {
    const freed = this.memory.freeDeferred()
    if (freed > 0) COUNT: this.probe.freeTables(freed)
  }

  leaves(visit: LeafVisitor): void {
    visitLeaves(this, visit)
  }

  /** Index of the entry for `iova` in its table of `level`. */
  indexAt(iova: number, level: number): number {
    return (iova * this.perSpan[level]) & this.indexMask[level]
  }

  /** Entries from `index` on to the end of its table; a concatenated root is many tables (d71fa842d33c). */
  entriesFrom(index: number): number {
    return this.entries - (index & (this.entries - 1))
  }

  /** Bytes from the start of the entry of `level` that holds `iova`. */
  offsetIn(iova: number, level: number): number {
    return iova - Math.floor(iova * this.perSpan[level]) * this.span[level]
  }

  /** The level whose leaves are `pgsize` bytes. */
  levelOf(pgsize: number): number {
    return this.levelByZeros[Math.clz32(pgsize)]
  }

  /** Whether `[iova, iova + size)` lies in one entry of `level` and is less than all of it. */
  fitsBelow(iova: number, size: number, level: number): boolean {
    return size < this.span[level] && this.offsetIn(iova, level) + size <= this.span[level]
  }

  /** Whether a leaf of `level` is a page size of this domain. */
  mayBeLeaf(level: number): boolean {
    return this.span[level] < 2 ** 31 && (this.pgsizeBitmap & this.span[level]) !== 0
  }

  /** Whether `[iova, iova + size)` to `[paddr, paddr + size)` lies within both address spaces. */
  inRange(iova: number, paddr: number, size: number): boolean {
    return iova + size <= this.iovaEnd && paddr + size <= this.paddrEnd
  }

  /** Whether `[iova, iova + size)` lies within the input address space. */
  iovasInRange(iova: number, size: number): boolean {
    return iova + size <= this.iovaEnd
  }

  /** A mapping that nobody may read or write is an error, or a map could succeed without progress (6093cd582f8e). */
  allowsAccess(prot: number): boolean {
    return (prot & (PROT_READ | PROT_WRITE)) !== 0
  }

  /** The word at which a new, zeroed table begins; `-ENOMEM` where there is none to be had. */
  allocateTable(level: number): number {
    const base = this.memory.allocate()
    if (base < 0) return -ENOMEM
    COUNT: this.probe.allocTable(level)
    return base
  }

  /** Tables of a new arena lie side by side, as those of a concatenated root must. */
  private allocateRoot(): number {
    const root = this.allocateTable(this.startLevel)
    for (let tables = this.rootEntries / this.entries; tables > 1; tables--) {
      this.allocateTable(this.startLevel)
    }
    return root
  }

  /**
   * The word at which the table behind a table entry begins. Tables lie below 4 GiB, so that the
   * entry's low word says.
   */
  tableAt(low: number): number {
    return (low & this.format.addressLowMask) >>> 2
  }

  /** Writes an entry of `level` that leads to the table at word `base` into the pte at word `at`. */
  writeTableEntry(at: number, level: number, base: number): void {
    const { words } = this.memory
    words[at] = (base << 2) | this.format.tableLow(level)
    words[at + 1] = this.format.tableHigh
  }

  /** The output address of a leaf. */
  addressOf(low: number, high: number): number {
    const { addressLowMask, addressHighMask, highestMask } = this.format
    const below = ((low & addressLowMask) >>> 0) + (high & addressHighMask) * 2 ** 32
    return highestMask === 0 ? below : below + (low & highestMask) * HIGHEST_UP
  }

  /** The highest bits of an output address as they stand in the low word of a leaf, in formats that have them there. */
  highestBits(paddr: number): number {
    return (paddr * HIGHEST_DOWN) & this.format.highestMask
  }
}
