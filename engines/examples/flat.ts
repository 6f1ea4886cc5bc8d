/**
 * An engine in one small file: a flat table, one entry a page, nothing to walk. No IOMMU could use it,
 * but it shows what an engine must do, and what levels cost.
 */
import type { DomainConfig, Engine, Outcome, Session, Tape } from 'unmap-bench'
import { EEXIST, EINVAL, ERANGE, endOfList, MAP, PAGE } from 'unmap-bench'

function open({ ias, oas, pgsizeBitmap }: DomainConfig): Session {
  /** Number of the iova's page to physical address. */
  const pages = new Map<number, number>()
  /** Addresses and sizes must be multiples of the smallest page size. */
  const alignment = pgsizeBitmap & -pgsizeBitmap

  /** Maps the segments of a scatter list, or none of them. Returns 0 or a negated errno. */
  function mapList({ iova, paddr, size }: Tape, from: number, to: number): number {
    for (let at = from; at < to; at++) {
      if ([iova[at], paddr[at], size[at]].some((bytes) => bytes % alignment !== 0)) return -EINVAL
      if (iova[at] + size[at] > 2 ** ias || paddr[at] + size[at] > 2 ** oas) return -ERANGE
      for (let offset = 0; offset < size[at]; offset += PAGE) {
        if (pages.has((iova[at] + offset) / PAGE)) return -EEXIST
      }
    }
    for (let at = from; at < to; at++) {
      for (let offset = 0; offset < size[at]; offset += PAGE) {
        pages.set((iova[at] + offset) / PAGE, paddr[at] + offset)
      }
    }
    return 0
  }

  /** Unmaps up to the first hole. Returns the bytes unmapped. */
  function unmap(iova: number, size: number): number {
    if (iova % alignment !== 0 || size % alignment !== 0 || iova + size > 2 ** ias) return 0
    let done = 0
    while (done < size && pages.delete((iova + done) / PAGE)) done += PAGE
    return done
  }

  /** The operations `[from, to)` of a tape. Adds to `into` the bytes done, and what failed. */
  function run(tape: Tape, from: number, to: number, into: Outcome): void {
    for (let at = from; at < to; ) {
      const end = endOfList(tape, at, to)
      const bytes = tape.size.subarray(at, end).reduce((sum, size) => sum + size, 0)
      const isMap = tape.op[at] === MAP
      const error = isMap ? mapList(tape, at, end) : 0
      const done = isMap ? (error === 0 ? bytes : 0) : unmap(tape.iova[at], bytes)
      into.bytes += done
      if (done < bytes) into.failures++
      if (error !== 0) into.error = error
      at = end
    }
  }

  return {
    runMaps: run,
    runUnmaps: run,
    runMixed: run,
    translate(iova) {
      const paddr = pages.get(Math.floor(iova / PAGE))
      return paddr === undefined ? undefined : paddr + (iova % PAGE)
    },
    leaves(visit) {
      const sorted = [...pages].sort(([a], [b]) => a - b)
      for (const [page, paddr] of sorted) visit(page * PAGE, paddr, PAGE)
    },
    leakedTables: () => 0,
    close: () => pages.clear(),
  }
}

const id = { id: 'example/flat', tier: 'example', shape: 'flat', format: 'flat' }
const summary = 'a flat table: one entry a page, nothing to walk'
const semantics = {
  coveredTable: 'cleared',
  insideBlock: 'split',
  blockOverTable: 'replaced-if-empty',
} as const

export const engine: Engine = { ...id, summary, semantics, open }
