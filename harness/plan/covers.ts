/** Whether what an engine declares of itself covers what a tape does. */
import {
  endOfList,
  formatAddress,
  formatSize,
  MAP,
  PAGE,
  type Semantics,
  type Tape,
} from '../../engines/contract/index.js'
import { Model } from '../../engines/index.js'
import { LeafModel } from '../../engines/model/leaf-model.js'
import type { Cell } from '../../workloads/index.js'

/** By cell and semantics: going through a trace takes a while, and most engines declare the same. */
const known = new WeakMap<Cell, Map<string, string | undefined>>()

/**
 * Why an engine of these semantics does not do what a cell's tape asks for; `undefined` where it
 * does. Semantics differ where a block meets a table or a part of it is unmapped: only a trace, on
 * a domain that has blocks, can do either.
 */
export function uncovered(cell: Cell, semantics: Semantics): string | undefined {
  const { domain, workload } = cell
  if (workload !== 'trace' || domain.pgsizeBitmap === PAGE) return undefined
  const found = known.get(cell) ?? new Map<string, string | undefined>()
  known.set(cell, found)
  const key = JSON.stringify(semantics)
  if (!found.has(key)) found.set(key, firstUncovered(cell, semantics))
  return found.get(key)
}

function firstUncovered(cell: Cell, semantics: Semantics): string | undefined {
  const { domain } = cell
  const tape = cell.compile(1)
  const model = new Model()
  const leaves = new LeafModel(domain, semantics)
  for (let at = 0; at < tape.op.length; ) {
    const end = endOfList(tape, at, tape.op.length)
    if (!agree(tape, at, end, model, leaves)) {
      const { blockOverTable, coveredTable, insideBlock } = semantics
      return (
        `${tape.op[at] === MAP ? 'map' : 'unmap'} of ${formatSize(tape.size[at])} at ` +
        `${formatAddress(tape.iova[at])} comes to something else with its semantics: a covered ` +
        `table is ${coveredTable}, inside a block is ${insideBlock}, a table under a block is ${blockOverTable}`
      )
    }
    at = end
  }
  return undefined
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
