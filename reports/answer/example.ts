/**
 * One buffer's unmap, counted and timed: calls, walks and invalidation commands, which are exact, and
 * how the times of the run's rounds are spread. It is what reviewers ask of figures (Robin Murphy,
 * October 2025, of command queue patches): as many commands as before? did more move than the maximum?
 */

import { type Counts, MIB, opCalls } from '../../engines/contract/index.js'
import type { Analysis, CellAnalysis, RowAnalysis } from '../../results/analysis/index.js'
import { formatCount, formatNs, formatRatio, HALF } from '../phrases/index.js'
import { plural, present } from '../text/index.js'
import { buffersOf, figureAt, isOnePage, sizeOf } from './places.js'
import { byWords, codeWords, formatName, type Source, shapeOf, sourcesOf } from './sources.js'

/** Ready to be printed, as a screen is. */
export interface Example {
  /** `One unmap of 2M, our C`. */
  heading: string
  columns: readonly string[]
  /** The call shape, then a text a column; none where it was not timed. */
  rows: ReadonlyArray<readonly string[]>
  /** What the columns mean. */
  legend: string
  /** What the times are of; absent where there are too few of them to say anything. */
  rounds?: string
  /** That it is not the maximum alone that moved, where that can be said. */
  moved?: string
}

/** Shapes behind the baseline; of unmaps, map_pages changes nothing. */
const SHAPES = [HALF, 'range-gather', 'punt-range']

/** Sizes that are argued about in the field, the most argued one first. */
const SIZES = [MIB, 2 * MIB]

/** Rounds of which the hundredth part is one at least; with fewer the maximum is reported. */
const FOR_P99 = 100
/** Rounds without which there is no spread to tell of. */
const FOR_SPREAD = 10

/** Absent where no buffer was counted. */
export function exampleOf(analysis: Analysis): Example | undefined {
  const cell = exampleCell(analysis)
  const sources = sourcesOf(analysis)
  const source = sources.find(({ baseline }) => cell && isCounted(cell, baseline))
  const baseline = source?.baseline
  if (cell === undefined || source === undefined || baseline === undefined) return undefined
  const shown = [
    baseline,
    ...SHAPES.flatMap((shape) => rowOf(sources, source, cell, shape) ?? []),
  ].map((row) => ({ row, counts: countsIn(cell, row), times: timesIn(cell, row, source) }))
  const before = shown[0]?.times ?? []
  const isSpread = before.length >= FOR_SPREAD
  const [last, share] = before.length >= FOR_P99 ? (['p99', 0.99] as const) : (['max', 1] as const)
  return {
    heading: `One unmap of ${sizeOf(cell)}, ${codeWords(source)}`,
    columns: ['calls', 'walks', 'commands', ...(isSpread ? ['min', 'median', last] : [])],
    rows: shown.map(({ counts, row, times }) => [
      nameOf(row, source),
      countText(opCalls(counts)),
      countText(counts.walks),
      commandsText(counts, row),
      ...(isSpread && times.length > 0
        ? [0, 0.5, share].map((one) => formatNs(quantile(times, one)))
        : []),
    ]),
    legend: legendOf(shown),
    ...(isSpread && spreadWords(analysis, cell, source, last)),
  }
}

/** Of buffers in one piece whose tables stay, one that is argued about, or else the largest. */
function exampleCell({ cells }: Analysis): CellAnalysis | undefined {
  const buffers = buffersOf({ cells }).places.map(({ cell }) => cell)
  const sized = SIZES.flatMap(
    (size) => buffers.find(({ bufferBytes }) => bufferBytes === size) ?? [],
  )
  return [...sized, ...buffers.toReversed()].find((cell) => !isOnePage(cell))
}

function isCounted(cell: CellAnalysis, row: RowAnalysis | undefined): boolean {
  return figureAt(cell, row, 'unmap')?.counts !== undefined
}

/** A shape's row of this code, else of its tree in another format, else of ours. */
function rowOf(
  sources: readonly Source[],
  own: Source,
  cell: CellAnalysis,
  shape: string,
): RowAnalysis | undefined {
  const tree = sources.filter(({ tier }) => tier === own.tier)
  const ours = sources.filter(({ tier }) => !tier.startsWith('linux'))
  return [own, ...tree, ...ours]
    .map((source) => shapeOf(source, shape))
    .find((row) => isCounted(cell, row))
}

function nameOf(row: RowAnalysis, { format, tier }: Source): string {
  if (row.tier !== tier) return `${row.shape} (${byWords(row.tier)})`
  return row.format === format ? row.shape : `${row.shape} (${formatName(row.format)})`
}

/** Counts of one unmap. */
function countsIn(cell: CellAnalysis, row: RowAnalysis): Counts {
  const operations = cell.operations.unmap ?? 1
  const counts = Object.entries(figureAt(cell, row, 'unmap')?.counts ?? {})
  return Object.fromEntries(counts.map(([counter, count]) => [counter, count / operations]))
}

/**
 * Nanoseconds of one unmap by round, the least first. None of other code or another format: beside
 * those of `source` they would be read as a ratio.
 */
function timesIn(
  { samples }: CellAnalysis,
  { format, id, tier }: RowAnalysis,
  source: Source,
): number[] {
  if (tier !== source.tier || format !== source.format) return []
  return (samples.nsPerOperation[id]?.unmap ?? [])
    .filter((ns) => ns !== null)
    .toSorted((a, b) => a - b)
}

/** By nearest rank: a value that was measured. */
function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0
}

/** `513 / 2`: an SMMUv3's as a list and by range; in another format those of its first IOMMU. */
function commandsText(counts: Counts, { format, iommus }: RowAnalysis): string {
  const shown = isArm(format) ? (['tlbiList', 'tlbiRange'] as const) : iommus.slice(0, 1)
  return shown.map((counter) => countText(counts[counter])).join(' / ')
}

function countText(count: number | undefined): string {
  return count === undefined ? '-' : formatCount(count)
}

function isArm(format: string): boolean {
  return format.startsWith('arm-lpae')
}

function legendOf(shown: ReadonlyArray<{ row: RowAnalysis; counts: Counts }>): string {
  const arm = shown.filter(({ row }) => isArm(row.format))
  const isSame = new Set(shown.map(({ counts, row }) => commandsText(counts, row))).size === 1
  const whose = present([
    arm.length > 0 && "an SMMUv3's, pages one by one / ranges",
    arm.length < shown.length && "in another format its own IOMMU's",
  ])
  return (
    'calls: core to driver and driver to table; invalidation commands: ' +
    `${whose.join(', ')}${isSame ? ', the same for each' : ''}`
  )
}

/** What rounds are, and whether it is the maximum alone that moved. */
function spreadWords(
  { run }: Analysis,
  cell: CellAnalysis,
  source: Source,
  last: string,
): Pick<Example, 'rounds' | 'moved'> {
  const { baseline } = source
  const half = shapeOf(source, HALF)
  const before = baseline === undefined ? [] : timesIn(cell, baseline, source)
  const after = half === undefined ? [] : timesIn(cell, half, source)
  const rounds =
    `${plural(before.length, 'round')} in ${plural(cell.generations || run.generations, 'generation')} of fresh processes, ` +
    `each a median: ${last} is no single call's.`
  const figure = figureAt(cell, half, 'unmap')
  const [least, middle] = [0, 0.5].map((one) => quantile(before, one) / quantile(after, one))
  const moved = [least, middle].every(
    (ratio = 1) =>
      (figure?.side === 'above' && ratio > 1) || (figure?.side === 'below' && ratio < 1),
  )
  if (after.length === 0 || !moved || least === undefined || middle === undefined) return { rounds }
  return {
    rounds,
    moved: `Not only the maximum moved: ${HALF} is ${formatRatio(least)} as fast by the minimum, ${formatRatio(middle)} by the median.`,
  }
}
