/** `iova_to_phys` of traces, in words. */
import { type Analysis, lookupParts } from '../../results/analysis/index.js'
import { formatCount, formatNs, formatPercent } from './format.js'

/** Of these rows the share is said, in this order: from the most to the least that is beside it. */
const SHAPES = ['per-page', 'unmap-pages', 'map-unmap-pages', 'punt-range']

/** Said once, before the lines. */
export const LOOKUPS_INTRODUCTION =
  'iova_to_phys, which dma_unmap_page and VFIO call before they unmap, is in none of these times, and no call shape changes it:'

/** One sentence a trace; none where it was not measured. */
export function lookupLines(
  analysis: Pick<Analysis, 'cells' | 'limits' | 'rows'>,
  nameOf: (cell: string) => string = (cell) => cell,
): string[] {
  return lookupParts(analysis).map(({ assumed, cell, items, ns, shares }) => {
    const beside = SHAPES.flatMap((shape) => {
      const row = analysis.rows.find((one) => one.shape === shape && shares[one.id] !== undefined)
      const share = row && shares[row.id]
      return share === undefined ? [] : [`${formatPercent(share)} with ${shape}`]
    })
    const how = assumed ? 'one for each unmap, which is assumed' : 'as the trace names them'
    const part = beside.length === 0 ? '' : `: of page-table time, ${beside.join(', ')}`
    return `${nameOf(cell)}: ${formatCount(items)} (${how}) of ${formatNs(ns)}${part}.`
  })
}
