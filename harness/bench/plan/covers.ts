/** Whether what an engine declares of itself covers what a tape does. */
import {
  DEFAULT_FORMAT,
  endOfList,
  formatAddress,
  formatSize,
  MAP,
  type Semantics,
  type Tape,
} from '../../../engines/contract/index.js'
import { LeafModel, leavesIn, Model } from '../../../engines/index.js'
import { type Cell, smallestPage } from '../../../workloads/index.js'

/** By tape and semantics: going through a trace takes a while, and most engines declare the same. */
const known = new WeakMap<Tape, Map<string, string | undefined>>()

/**
 * Why an engine of these semantics does not do what a cell's tape asks for; `undefined` where it
 * does. Semantics differ where a block meets a table or a part of it is unmapped: only a trace, on
 * a domain that has blocks, can do either.
 */
export function uncovered(
  cell: Cell,
  semantics: Semantics,
  format = DEFAULT_FORMAT,
): string | undefined {
  const { domain, workload } = cell
  if (workload !== 'trace' || domain.pgsizeBitmap === smallestPage(domain.pgsizeBitmap))
    return undefined
  if (semantics.insideBlock !== 'excluded') {
    const first = firstKnown(cell, semantics, format)
    return first && `${first} has another result under its semantics: ${wordsOf(semantics)}`
  }
  const other = uncovered(cell, { ...semantics, insideBlock: 'split' }, format)
  const first = firstKnown(cell, { ...semantics, insideBlock: 'refused' }, format)
  return (
    other ??
    (first &&
      `${first} reaches into a block, whose split adds each page to the TLB gather, whatever the driver asks for`)
  )
}

function wordsOf({ blockOverTable, coveredTable, insideBlock }: Semantics): string {
  return (
    `a covered table is ${coveredTable}, inside a block is ${insideBlock}, ` +
    `a table under a block is ${blockOverTable}`
  )
}

/** The first operation that is not covered, in words, looked for once. */
function firstKnown(cell: Cell, semantics: Semantics, format: string): string | undefined {
  const tape = cell.compile(1)
  const found = known.get(tape) ?? new Map<string, string | undefined>()
  known.set(tape, found)
  const key = JSON.stringify([cell.domain, semantics, leavesIn(format)])
  if (!found.has(key)) found.set(key, firstUncovered(tape, cell.domain, semantics, format))
  return found.get(key)
}

function firstUncovered(
  tape: Tape,
  domain: Cell['domain'],
  semantics: Semantics,
  format: string,
): string | undefined {
  if (!mapsBlocks(tape, domain.pgsizeBitmap)) return undefined
  const model = new Model()
  const leaves = new LeafModel(domain, semantics, leavesIn(format))
  for (let at = 0; at < tape.op.length; ) {
    const end = endOfList(tape, at, tape.op.length)
    if (!agree(tape, at, end, model, leaves)) {
      const what = tape.op[at] === MAP ? 'map' : 'unmap'
      return `${what} of ${formatSize(tape.size[at])} at ${formatAddress(tape.iova[at])}`
    }
    at = end
  }
  return undefined
}

/** Whether a map may make a block: without one, semantics have nothing to differ in. */
function mapsBlocks({ iova, op, paddr, size }: Tape, pgsizeBitmap: number): boolean {
  const larger = pgsizeBitmap & (pgsizeBitmap - 1)
  const block = larger & -larger
  return op.some((kind, at) => {
    if (kind !== MAP || size[at] < block || (iova[at] - paddr[at]) % block !== 0) return false
    return Math.ceil(iova[at] / block) < Math.floor((iova[at] + size[at]) / block)
  })
}

/** Does one operation in both models. */
function agree(tape: Tape, at: number, end: number, model: Model, leaves: LeafModel): boolean {
  const { iova, op, paddr, size } = tape
  if (op[at] !== MAP) {
    const bytes = model.unmap(iova[at], size[at])
    return leaves.unmap(iova[at], size[at], bytes) === bytes
  }
  for (let part = at; part < end; part++) model.map(iova[part], paddr[part], size[part])
  const segments = Array.from({ length: end - at }, (_, nth) => ({
    paddr: paddr[at + nth],
    size: size[at + nth],
  }))
  return leaves.mapList(iova[at], segments) === 0
}
