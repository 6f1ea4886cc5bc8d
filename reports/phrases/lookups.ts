/** `iova_to_phys` of traces, in words. */
import { type Analysis, BESIDE_LOOKUPS, lookupParts } from '../../results/analysis/index.js'
import { formatCount, formatNs, formatPercent } from './format.js'

export { BESIDE_LOOKUPS }

export const LOOKUPS_INTRODUCTION =
  'iova_to_phys, beside these times and the same for every call shape:'

/** What the translations of a trace are, and what share of the unmaps; `undefined` where they were not measured. */
export function lookupLine(
  analysis: Pick<Analysis, 'cells' | 'limits' | 'rows'>,
  cell: string,
): string | undefined {
  const part = lookupParts(analysis).find((one) => one.cell === cell)
  if (part === undefined) return undefined
  const { assumed, items, ns, ofUnmaps, shares } = part
  const byShape = Object.fromEntries(
    BESIDE_LOOKUPS.flatMap((shape) => {
      const row = analysis.rows.find((one) => one.shape === shape && shares[one.id] !== undefined)
      return row === undefined ? [] : [[shape, shares[row.id]]]
    }),
  )
  const said = BESIDE_LOOKUPS.filter((shape) =>
    [ofUnmaps.time, ofUnmaps.accesses, byShape].some((of) => of[shape] !== undefined),
  )
  const kinds = [
    ["of the unmap's time", ofUnmaps.time],
    ["of the unmap's table accesses", ofUnmaps.accesses],
    ['of all page-table time', byShape],
  ] as const
  const parts = kinds.flatMap(([what, of]) =>
    Object.keys(of).length === 0 ? [] : [`${sharesText(said, of)} ${what}`],
  )
  const how = assumed ? 'one an unmap, assumed' : 'as the trace names them'
  const shared =
    parts.length === 0 ? '' : `. Its share with ${said.join(', ')}: ${parts.join('; ')}`
  return `${formatCount(items)} (${how}) of ${formatNs(ns)}${shared}.`
}

/** `6.0 %, 40 %, 45 %`, in the order of the shapes. */
function sharesText(shapes: readonly string[], of: Readonly<Record<string, number>>): string {
  return shapes
    .map((shape) => {
      const share = of[shape]
      return share === undefined ? '-' : formatPercent(share)
    })
    .join(', ')
}
