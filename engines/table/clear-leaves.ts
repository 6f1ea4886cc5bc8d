/**
 * The loops that clear a run of leaves: every call shape goes through them. Which of them a run
 * takes is settled once for the run, never leaf by leaf.
 */
import type { Gather } from '../driver/index.js'
import { EMPTY } from './formats/format.js'
import type { PageTable } from './page-table.js'

/**
 * Clears up to `count` leaves from `index` on, all of one table, and stops at an entry that is
 * empty or a table. Ptes that are written back as a run are so before anything of it is gathered:
 * the gather may invalidate at once. Returns the leaves cleared.
 */
export function clearLeaves(
  table: PageTable,
  base: number,
  level: number,
  index: number,
  iova: number,
  count: number,
  gather: Gather,
): number {
  const { probe, writesBackRuns } = table
  const gathers = !gather.queued
  const gathersLeaves = gathers && !table.gathersRanges
  const cleared =
    gathersLeaves && !writesBackRuns
      ? clearAndGather(table, base, level, index, iova, count, gather)
      : clearSilently(table, base, level, index, count)
  // The entry that ended it has been looked at too.
  COUNT: probe.readPtes(level, index, Math.min(cleared + 1, count))
  COUNT: probe.writePtes(level, index, cleared)
  COUNT: probe.clearLeaves(cleared)
  if (cleared === 0) return 0
  if (writesBackRuns) {
    COUNT: probe.writeBack(index, cleared)
    if (gathersLeaves) gatherLeaves(table, level, iova, cleared, gather)
  }
  if (gathers && table.gathersRanges) {
    const span = table.span[level]
    table.noted.note(iova, cleared * span, span, gather)
  }
  return cleared
}

/** Clears leaves and puts each into the gather; where ptes are written back one by one, before that. */
function clearAndGather(
  table: PageTable,
  base: number,
  level: number,
  index: number,
  iova: number,
  count: number,
  gather: Gather,
): number {
  const { format, probe, tlb, writesBackPtes } = table
  const { words } = table.memory
  const mayHoldTables = level < format.lastLevel
  const span = table.span[level]
  // A 32-bit integer: the gather compares it with every leaf's.
  const pgsize = span | 0
  const from = base + 2 * index
  const to = from + 2 * count
  let at = from
  let leafIova = iova
  for (; at < to; at += 2) {
    const low = words[at]
    if (low === EMPTY) break
    if (mayHoldTables && !format.isLeaf(low, level)) break
    words[at] = 0
    words[at + 1] = 0
    // Linux up to 6.11 writes back each pte by itself here.
    if (writesBackPtes) COUNT: probe.writeBack((at - base) >> 1, 1)
    tlb.addPage(gather, leafIova, pgsize)
    leafIova += span
  }
  return (at - from) >> 1
}

/** Clears leaves and tells the TLB side nothing of them. */
function clearSilently(
  table: PageTable,
  base: number,
  level: number,
  index: number,
  count: number,
): number {
  const { format, probe, writesBackPtes } = table
  const { words } = table.memory
  const mayHoldTables = level < format.lastLevel
  const from = base + 2 * index
  const to = from + 2 * count
  let at = from
  for (; at < to; at += 2) {
    const low = words[at]
    if (low === EMPTY) break
    if (mayHoldTables && !format.isLeaf(low, level)) break
    words[at] = 0
    words[at + 1] = 0
    if (writesBackPtes) COUNT: probe.writeBack((at - base) >> 1, 1)
  }
  return (at - from) >> 1
}

/** Puts `count` leaves that were cleared, from `iova` on, into the gather: the second of two passes. */
function gatherLeaves(
  table: PageTable,
  level: number,
  iova: number,
  count: number,
  gather: Gather,
): void {
  const { tlb } = table
  const span = table.span[level]
  const pgsize = span | 0
  let leafIova = iova
  for (let leaf = 0; leaf < count; leaf++) {
    tlb.addPage(gather, leafIova, pgsize)
    leafIova += span
  }
}
