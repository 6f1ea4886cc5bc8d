import {
  type LeafVisitor,
  MAP,
  type Outcome,
  PROT_CACHE,
  PROT_READ,
  PROT_WRITE,
  type Session,
  type Tape,
} from '../contract/index.js'
import { type IommuDomain, iommuMap, iommuUnmap } from '../core/index.js'
import type { CallShape } from '../shapes.js'
import { type PageTable, reachableTables } from '../table/index.js'

/** Tapes do not carry protections; these are a bidirectional DMA buffer's. */
const PROT = PROT_READ | PROT_WRITE | PROT_CACHE

/** The tape runner. Its loops hold the operations and what tells whether they were done, no more. */
export class TsSession implements Session {
  constructor(
    private readonly domain: IommuDomain,
    private readonly table: PageTable,
    private readonly shape: CallShape,
  ) {}

  runMaps(tape: Tape, from: number, to: number, into: Outcome): void {
    const { domain, shape } = this
    const { iova, paddr, size } = tape
    let bytes = 0
    let failures = 0
    let error = 0
    for (let at = from; at < to; at++) {
      const result = iommuMap(domain, shape.map, shape.unmap, iova[at], paddr[at], size[at], PROT)
      if (result === 0) {
        bytes += size[at]
      } else {
        failures++
        error = result
      }
    }
    add(into, bytes, failures, error)
  }

  runUnmaps(tape: Tape, from: number, to: number, into: Outcome): void {
    const { domain, shape } = this
    const { iova, size } = tape
    let bytes = 0
    let failures = 0
    for (let at = from; at < to; at++) {
      const unmapped = iommuUnmap(domain, shape.unmap, iova[at], size[at])
      bytes += unmapped
      if (unmapped !== size[at]) failures++
    }
    add(into, bytes, failures, 0)
  }

  runMixed(tape: Tape, from: number, to: number, into: Outcome): void {
    const { domain, shape } = this
    const { iova, op, paddr, size } = tape
    let bytes = 0
    let failures = 0
    let error = 0
    for (let at = from; at < to; at++) {
      if (op[at] === MAP) {
        const result = iommuMap(domain, shape.map, shape.unmap, iova[at], paddr[at], size[at], PROT)
        if (result === 0) {
          bytes += size[at]
        } else {
          failures++
          error = result
        }
      } else {
        const unmapped = iommuUnmap(domain, shape.unmap, iova[at], size[at])
        bytes += unmapped
        if (unmapped !== size[at]) failures++
      }
    }
    add(into, bytes, failures, error)
  }

  translate(iova: number): number | undefined {
    const paddr = this.table.iovaToPhys(iova)
    return paddr < 0 ? undefined : paddr
  }

  leaves(visit: LeafVisitor): void {
    this.table.leaves(visit)
  }

  leakedTables(): number {
    return this.table.memory.inUse - reachableTables(this.table)
  }

  close(): void {}
}

function add(into: Outcome, bytes: number, failures: number, error: number): void {
  into.bytes += bytes
  into.failures += failures
  if (error !== 0) into.error = error
}
