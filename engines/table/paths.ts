import type { Gather, Mapped, ScatterList } from '../driver/index.js'
import type { PageTable } from './page-table.js'

/** How a page table carries out its ops: what the rungs of the ladder differ in below the driver. */
export interface TablePaths {
  /** What goes into the gather: each leaf by a call of its own, or leaves side by side as one range. */
  gather: 'leaf' | 'range'
  /** Where the walker is not coherent: cleared leaves are written back one by one, or a run at once. */
  writeBack: 'pte' | 'run'
  mapPages(
    table: PageTable,
    iova: number,
    paddr: number,
    pgsize: number,
    pgcount: number,
    prot: number,
    mapped: Mapped,
  ): number
  unmapPages(
    table: PageTable,
    iova: number,
    pgsize: number,
    pgcount: number,
    gather: Gather,
  ): number
  mapRange(
    table: PageTable,
    iova: number,
    paddr: number,
    size: number,
    prot: number,
    mapped: Mapped,
  ): number
  mapList(table: PageTable, iova: number, list: ScatterList, prot: number, mapped: Mapped): number
  unmapRange(table: PageTable, iova: number, size: number, gather: Gather): number
}
