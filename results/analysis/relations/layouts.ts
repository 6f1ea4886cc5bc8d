/** What rows do to their tables, each by its own counts: rows of one cell need not do the same. */
import { addCounts, type Counts } from '../../../engines/contract/index.js'
import { type CellResult, type Layout, layoutOf, pageOf } from '../../record/index.js'

/** The layouts of a row and of its reference, where they differ. */
export interface Layouts {
  own: Layout
  other: Layout
  /** What the row does with its tables and the other does not. */
  tables?: 'freed' | 'kept'
}

/**
 * A row's own layout in a cell: that of its whole cycle, which holds for each direction, since what an
 * unmap frees the next map allocates. Absent where a counter that it takes is, and where maps fail:
 * there call shapes differ in what they wrote until then.
 */
export function ownLayout(cell: CellResult, engine: string): Layout | undefined {
  const counts = cell.counts[engine]
  return counts === undefined || cell.failing !== undefined
    ? undefined
    : layoutOf(counts, pageOf(cell))
}

/** The layouts of two rows where they differ: the one judge of a ratio across layouts. */
export function layoutsOf(cell: CellResult, own: string, other: string): Layouts | undefined {
  const layouts = { own: ownLayout(cell, own), other: ownLayout(cell, other) }
  if (layouts.own === undefined || layouts.other === undefined) return undefined
  if (layouts.own === layouts.other) return undefined
  const [frees, otherFrees] = [own, other].map(
    (engine) => (cycleOf(cell, engine).tableFrees ?? 0) > 0,
  )
  return {
    own: layouts.own,
    other: layouts.other,
    ...(frees !== otherFrees && { tables: frees ? ('freed' as const) : ('kept' as const) }),
  }
}

function cycleOf(cell: CellResult, engine: string): Counts {
  const parts = Object.values(cell.counts[engine] ?? {})
  return parts.length === 0 ? {} : parts.reduce(addCounts)
}
