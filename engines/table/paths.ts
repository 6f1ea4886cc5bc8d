import type { Gather, Mapped, ScatterList } from '../driver/index.js'
import type { PageTable } from './page-table.js'

/** How a page table carries out its ops: what the rungs of the ladder differ in below the driver. */
export interface TablePaths {
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
