/** What a trace's translations take beside its maps and unmaps: no call shape changes it. */
import type { Analysis } from './analyse.js'
import { IOVA_TO_PHYS } from './figures/measured-limits.js'

/** The translations of one trace. */
export interface LookupPart {
  cell: string
  /** How many one replay has, and whether that is an assumption: one for each unmap. */
  items: number
  assumed: boolean
  /** Nanoseconds of one, on tier native. */
  ns: number
  /** By row id, of tier native: their share in what they and the row's maps and unmaps take. */
  shares: Record<string, number>
  /** By call shape: their share in what they and the unmaps take, in time and in accesses of tables. */
  ofUnmaps: { time: Record<string, number>; accesses: Record<string, number> }
}

/** In the order of the cells. */
export function lookupParts({
  cells,
  limits,
  rows,
}: Pick<Analysis, 'cells' | 'limits' | 'rows'>): LookupPart[] {
  return limits.flatMap((limit) => {
    const { accesses, assumed = false, cell: id, items, name, ns, tier, unmapNs = {} } = limit
    const cell = cells.find((one) => one.id === id)
    if (name !== IOVA_TO_PHYS || cell === undefined || items === undefined) return []
    const shares: Record<string, number> = {}
    for (const row of rows) {
      const each = cell.figures[row.id]?.mixed?.nsPerOperation
      if (row.tier !== tier || each === undefined || cell.operations.mixed === undefined) continue
      shares[row.id] = (items * ns) / (items * ns + each * cell.operations.mixed)
    }
    const ofUnmaps = {
      time: sharesOf(items * ns, unmapNs),
      accesses: accesses === undefined ? {} : sharesOf(accesses.items, accesses.unmaps),
    }
    return [{ cell: cell.id, items, assumed, ns, shares, ofUnmaps }]
  })
}

/** The share of a part in it and each of what is beside it. */
function sharesOf(part: number, beside: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(beside).map(([shape, other]) => [shape, part / (part + other)]),
  )
}
