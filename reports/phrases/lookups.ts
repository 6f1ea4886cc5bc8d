/** `iova_to_phys` of traces, in words. */
import { type Analysis, lookupParts } from '../../results/analysis/index.js'
import { formatCount, formatNs, formatPercent } from './format.js'

/** Of these rows the share is said, in this order: from the most to the least that is beside it. */
const SHAPES = ['per-page', 'unmap-pages', 'map-unmap-pages', 'punt-range']

export const LOOKUPS_INTRODUCTION =
  'Beside these times, and the same for every call shape, iova_to_phys before unmaps:'

/** What the translations of a trace are, and what part of the page-table time; `undefined` where they were not measured. */
export function lookupLine(
  analysis: Pick<Analysis, 'cells' | 'limits' | 'rows'>,
  cell: string,
): string | undefined {
  const part = lookupParts(analysis).find((one) => one.cell === cell)
  if (part === undefined) return undefined
  const { assumed, items, ns, shares } = part
  const beside = SHAPES.flatMap((shape) => {
    const row = analysis.rows.find((one) => one.shape === shape && shares[one.id] !== undefined)
    const share = row && shares[row.id]
    return share === undefined ? [] : [`${formatPercent(share)} with ${shape}`]
  })
  const how = assumed ? 'one an unmap, which is assumed' : 'as the trace names them'
  const shared = beside.length === 0 ? '' : `: of the sum, ${beside.join(', ')}`
  return `${formatCount(items)} (${how}) of ${formatNs(ns)}${shared}.`
}
