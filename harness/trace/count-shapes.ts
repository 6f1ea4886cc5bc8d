/** What call shapes make of a trace: exact counts, by the engines in TypeScript, in this process. */
import { type Counts, type ShapeName, sameCounts } from '../../engines/index.js'
import type { Cell } from '../../workloads/index.js'
import { uncovered } from '../bench/plan/covers.js'
import { countOnce } from '../bench/worker/count.js'
import { formatFor, tsEngineOver } from '../bench/worker/engine-over.js'

/** A call shape and one replay's counts in the steady state, or why it cannot replay the trace. */
export type ShapeCounts = { shape: string } & (
  | {
      counts: Counts
      /** Entries of tables that the unmaps access. */
      unmapAccesses: number
    }
  | { notApplicable: string }
)

/** The quick suite's, the baseline first. */
const SHAPES: readonly ShapeName[] = [
  'per-page',
  'rewalk',
  'unmap-pages',
  'map-unmap-pages',
  'range-gather',
  'punt',
  'punt-range',
]

/** It differs from `punt-range` where there are scatter lists. */
const OF_LISTS: ShapeName = 'map-sg'

export function countShapes(cell: Cell): ShapeCounts[] {
  const tape = cell.compile(1)
  const hasLists = tape.continues?.some((flag) => flag !== 0) ?? false
  return [...SHAPES, ...(hasLists ? [OF_LISTS] : [])].map((shape): ShapeCounts => {
    const engine = tsEngineOver(formatFor(cell.domain), shape)
    const reason = uncovered(cell, engine.semantics, engine.format)
    if (reason !== undefined) return { shape, notApplicable: reason }
    const { cycle, unmapAccesses } = countOnce(engine, cell.domain, tape)
    return { shape, counts: cycle.mixed ?? {}, unmapAccesses }
  })
}

/** Shapes that no counter tells apart, in groups of two or more. */
export function sameByCount(shapes: readonly ShapeCounts[]): string[][] {
  const groups: Array<{ counts: Counts; names: string[] }> = []
  for (const one of shapes) {
    if (!('counts' in one)) continue
    const group = groups.find(({ counts }) => sameCounts(counts, one.counts))
    if (group === undefined) groups.push({ counts: one.counts, names: [one.shape] })
    else group.names.push(one.shape)
  }
  return groups.map(({ names }) => names).filter((names) => names.length > 1)
}
