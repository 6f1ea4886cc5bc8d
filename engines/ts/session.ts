import {
  endOfList,
  type LeafVisitor,
  MAP,
  type Outcome,
  PROT_CACHE,
  PROT_READ,
  PROT_WRITE,
  type Session,
  type Tape,
} from '../contract/index.js'
import {
  type IommuDomain,
  iommuMap,
  iommuMapList,
  iommuMapListWhole,
  iommuUnmap,
} from '../core/index.js'
import { ScatterList } from '../driver/index.js'
import { type PageTable, reachableTables } from '../table/index.js'
import type { CallShape } from './shapes.js'

/** Tapes do not carry protections; these are a bidirectional DMA buffer's. */
const PROT = PROT_READ | PROT_WRITE | PROT_CACHE

/** The tape runner. Its loops hold the operations and what says whether they were done, no more. */
export class TsSession implements Session {
  private readonly list = new ScatterList()

  constructor(
    private readonly domain: IommuDomain,
    private readonly table: PageTable,
    private readonly shape: CallShape,
  ) {}

  runMaps(tape: Tape, from: number, to: number, into: Outcome): void {
    let bytes = 0
    let failures = 0
    let error = 0
    for (let at = from; at < to; ) {
      const end = endOfList(tape, at, to)
      const result = this.map(tape, at, end)
      if (result < 0) {
        failures++
        error = result
      } else {
        bytes += result
      }
      at = end
    }
    add(into, bytes, failures, error)
  }

  runUnmaps(tape: Tape, from: number, to: number, into: Outcome): void {
    const { iova, size } = tape
    let bytes = 0
    let failures = 0
    for (let at = from; at < to; at++) {
      const unmapped = iommuUnmap(this.domain, this.shape.unmap, iova[at], size[at])
      bytes += unmapped
      if (unmapped < size[at]) failures++
    }
    add(into, bytes, failures, 0)
  }

  runMixed(tape: Tape, from: number, to: number, into: Outcome): void {
    for (let at = from; at < to; ) {
      const op = tape.op[at]
      let end = at + 1
      while (end < to && tape.op[end] === op) end++
      if (op === MAP) this.runMaps(tape, at, end, into)
      else this.runUnmaps(tape, at, end, into)
      at = end
    }
  }

  /** Maps one range or one scatter list. Returns its bytes or a negated errno. */
  private map({ iova, paddr, size }: Tape, at: number, end: number): number {
    const { domain, list, shape } = this
    if (end === at + 1) {
      const error = iommuMap(domain, shape.map, shape.unmap, iova[at], paddr[at], size[at], PROT)
      return error === 0 ? size[at] : error
    }
    list.over(paddr, size, at, end)
    const error =
      shape.list === 'one-call'
        ? iommuMapListWhole(domain, shape.unmap, iova[at], list, PROT)
        : iommuMapList(domain, shape.map, shape.unmap, iova[at], list, PROT)
    return error === 0 ? iova[end - 1] + size[end - 1] - iova[at] : error
  }

  translate(iova: number): number | undefined {
    const paddr = this.table.iovaToPhys(iova)
    return paddr < 0 ? undefined : paddr
  }

  leaves(visit: LeafVisitor): void {
    this.table.leaves(visit)
  }

  leakedTables(): number {
    const { inUse, waiting } = this.table.memory
    // A strict domain's sync is over when its operation is; only a flush queue still holds tables.
    return inUse - (this.domain.strict ? 0 : waiting) - reachableTables(this.table)
  }

  close(): void {}
}

function add(into: Outcome, bytes: number, failures: number, error: number): void {
  into.bytes += bytes
  into.failures += failures
  if (error !== 0) into.error = error
}
