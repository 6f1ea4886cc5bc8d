/** The few cells that stand for a run where a chart has room for a few. */
import type { Analysis, CellAnalysis } from '../../results/analysis/types.js'
import { type CellGroup, cellGroups, formatSuffix, printable } from '../words/index.js'

/** A cell that stands for its group. */
export interface Headline {
  cell: CellAnalysis
  group: CellGroup
  /** What it is, in words that tell it from the others. */
  heading: string
}

/**
 * The largest aligned cell of the keep layout, and the largest of each other layout, in each tier's and
 * format's first mode; where a run has no sweep, the first cell of each group that has times.
 */
export function headlines(analysis: Analysis): Headline[] {
  const groups = cellGroups(analysis).filter(({ cells }) => cells.some(hasTimes))
  const sweeps = groups.filter(({ workload }) => workload === 'sweep')
  const firstModes = sweeps.filter(
    ({ format, mode, tier }) =>
      sweeps.find((other) => other.tier === tier && other.format === format)?.mode === mode,
  )
  const chosen = firstModes.length > 0 ? firstModes : groups
  const tiers = new Set(chosen.map(({ tier }) => tier)).size
  return chosen.flatMap((group) => {
    const [cell] = group.cells.filter(hasTimes).sort(plainAndLargeFirst)
    if (cell === undefined) return []
    const layout = group.layout === undefined ? '' : `: ${group.layout} layout`
    const tier = tiers > 1 ? `, tier ${group.tier}` : ''
    const format = formatSuffix(analysis, group)
    return [{ cell, group, heading: printable(`${cell.title}${layout}${tier}${format}`) }]
  })
}

function hasTimes({ figures }: CellAnalysis): boolean {
  return Object.values(figures).some((row) =>
    Object.values(row).some(({ nsPerOperation }) => nsPerOperation !== undefined),
  )
}

/** Scattered cells come last: their maps are cut by the memory, and by no call shape. */
function plainAndLargeFirst(a: CellAnalysis, b: CellAnalysis): number {
  const scatter = Number(a.segmentBytes !== undefined) - Number(b.segmentBytes !== undefined)
  const size = (b.bufferBytes ?? 0) - (a.bufferBytes ?? 0)
  return scatter || size || Number(b.alignment === 'aligned') - Number(a.alignment === 'aligned')
}
