/** A page table that knows where tables end and nothing else: how the core cuts operations rests on no more. */
import {
  type DomainConfig,
  type LayerOp,
  PROT_READ,
  PROT_WRITE,
  SILENT,
} from '../../engines/contract/index.js'
import { IommuDomain, iommuMap, iommuUnmap, mapRuns, unmapRuns } from '../../engines/core/index.js'
import type { DriverOps, Gather, Mapped } from '../../engines/driver/index.js'
import { smallestPage } from '../../workloads/index.js'

/** A call into a page table. Bytes. */
export interface RunCall {
  op: Extract<LayerOp, 'map_pages' | 'unmap_pages'>
  iova: number
  pgsize: number
  pgcount: number
}

const PTE_BYTES = 8

/** Records calls, and does of each what lies in one table, as io-pgtable-arm does. */
class TableEnds implements DriverOps {
  #calls: RunCall[] = []
  readonly #entries: number

  constructor(granule: number) {
    this.#entries = granule / PTE_BYTES
  }

  takeCalls(): RunCall[] {
    return this.#calls.splice(0)
  }

  mapPages(
    iova: number,
    _paddr: number,
    pgsize: number,
    pgcount: number,
    _prot: number,
    mapped: Mapped,
  ): number {
    mapped.bytes += this.#upToEnd('map_pages', iova, pgsize, pgcount)
    return 0
  }

  unmapPages(iova: number, pgsize: number, pgcount: number, _gather: Gather): number {
    return this.#upToEnd('unmap_pages', iova, pgsize, pgcount)
  }

  #upToEnd(op: RunCall['op'], iova: number, pgsize: number, pgcount: number): number {
    this.#calls.push({ op, iova, pgsize, pgcount })
    const index = Math.floor(iova / pgsize) % this.#entries
    return pgsize * Math.min(pgcount, this.#entries - index)
  }

  readonly mapRange = notByRuns
  readonly mapList = notByRuns
  readonly unmapRange = notByRuns

  iovaToPhys(): number {
    return -1
  }

  iotlbSync(): void {}
  flushQueue(): void {}
}

function notByRuns(): never {
  throw new Error('is called by runs alone')
}

/** `map-unmap-pages` over such a table: the calls that each operation is cut into. */
export class RunCuts {
  readonly #table: TableEnds
  readonly #domain: IommuDomain

  /** @param pgsizeBitmap its smallest page is the granule, which a table fills */
  constructor(pgsizeBitmap: number) {
    // 52 bits: whatever a trace holds fits.
    const config: DomainConfig = { ias: 52, oas: 52, pgsizeBitmap, coherent: true, strict: true }
    this.#table = new TableEnds(smallestPage(pgsizeBitmap))
    this.#domain = new IommuDomain(config, this.#table, SILENT)
  }

  ofMap(iova: number, paddr: number, size: number): RunCall[] {
    iommuMap(this.#domain, mapRuns, unmapRuns, iova, paddr, size, PROT_READ | PROT_WRITE)
    return this.#table.takeCalls()
  }

  ofUnmap(iova: number, size: number): RunCall[] {
    iommuUnmap(this.#domain, unmapRuns, iova, size)
    return this.#table.takeCalls()
  }
}
