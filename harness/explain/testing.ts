/** What tests of explanations share: a tree is held against the counts of its operation. */
import assert from 'node:assert/strict'
import type { Counts } from '../../engines/index.js'
import type { Buffer } from './buffer.js'
import type { Explained } from './explain.js'
import { growTree } from './grow-tree.js'
import type { Branch } from './tree.js'

/** @throws AssertionError where the tree of an operation holds anything else than its counts say. */
export function countsInTree(operation: Explained, buffer: Buffer): void {
  const found = tally(treeOf(operation, buffer))
  for (const [what, count] of expectedTally(operation.counts)) {
    assert.equal(found[what] ?? 0, count, `${operation.engine.id} ${operation.op}: ${what}`)
  }
}

export function treeOf({ bytes, error, events, op }: Explained, { iova, size }: Buffer): Branch {
  return growTree({ type: 'operation', op, iova, size, bytes, error }, events)
}

/** Steps and accesses of a tree. */
function tally(branch: Branch, into: Record<string, number> = {}): Record<string, number> {
  const { children, step } = branch
  const add = (name: string, count = 1) => {
    into[name] = (into[name] ?? 0) + count
  }
  if (step.type === 'level') add('levels', step.entered ? 1 : 0)
  else add(step.type)
  if (step.type === 'accesses') {
    for (const access of step.accesses) add(access.type, 'count' in access ? access.count : 1)
  }
  for (const child of children) tally(child, into)
  return into
}

/** What a tree must hold, by its counts. */
function expectedTally(counts: Counts): Array<[string, number | undefined]> {
  return [
    ['driver-call', counts.driverCalls],
    ['table-call', counts.tableCalls],
    ['walk', counts.walks],
    ['levels', counts.levels],
    ['read', counts.pteReads],
    ['write', counts.pteWrites],
    ['cas', counts.pteCas],
    ['clear-leaves', counts.leafClears],
    ['tlb-add', counts.tlbAdds],
    ['range-add', counts.rangeAdds],
    ['flush-walk', counts.flushWalks],
    ['sync', (counts.forcedSyncs ?? 0) + (counts.finalSyncs ?? 0)],
    ['write-barrier', counts.writeBarriers],
    ['alloc-table', counts.tableAllocs],
    ['free-tables', counts.tableFrees],
  ]
}
