/** Sweeps over buffer sizes: cells that differ in nothing but the size of their buffers. */
import { formatSize } from '../../engines/contract/index.js'
import type { Analysis, CellAnalysis } from '../../results/analysis/types.js'
import { type CellGroup, cellGroups, formatPageSizes, printable } from '../words/index.js'

/** A sweep, as a group of its own. */
export interface SizeSeries {
  group: CellGroup
  /** One line that tells this sweep from the others. */
  heading: string
  pageSizes: string
  /** In ascending order of size. */
  cells: CellAnalysis[]
}

/** All sweeps, each of one tier, mode, layout, set of page sizes, alignment and scatter. */
export function sizeSeries(analysis: Analysis): SizeSeries[] {
  return cellGroups(analysis).flatMap((group) => {
    if (group.workload !== 'sweep') return []
    const sized = group.cells.filter(({ bufferBytes }) => bufferBytes !== undefined)
    const kinds = new Map<string, CellAnalysis[]>()
    for (const cell of sized) {
      const kind = kindOf(cell)
      kinds.set(kind, [...(kinds.get(kind) ?? []), cell])
    }
    return [...kinds].map(([kind, cells]) => ({
      group,
      heading: printable(kinds.size > 1 ? `${group.heading}; ${kind}` : group.heading),
      pageSizes: formatPageSizes(cells[0]?.pgsizeBitmap ?? 0),
      cells: cells.sort((a, b) => (a.bufferBytes ?? 0) - (b.bufferBytes ?? 0)),
    }))
  })
}

/** Whether a sweep has two sizes or more: one is no line. */
export function isLine({ cells }: SizeSeries): boolean {
  return new Set(cells.map(({ bufferBytes }) => bufferBytes)).size > 1
}

/** What the cells of a sweep share beside their group: `page sizes 4K+2M, unaligned`. */
function kindOf({ pgsizeBitmap, alignment = 'aligned', segmentBytes }: CellAnalysis): string {
  return [
    `page sizes ${formatPageSizes(pgsizeBitmap)}`,
    ...(alignment === 'aligned' ? [] : [alignment.replace('not-co', 'not co')]),
    ...(segmentBytes === undefined ? [] : [`segments of ${formatSize(segmentBytes)}`]),
  ].join(', ')
}
