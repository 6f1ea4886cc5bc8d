/** In which cells of a group something is so, as parts of sentences. */
import { isMeasurable } from '../../results/analysis/judge.js'
import type { CellAnalysis, Interval } from '../../results/analysis/types.js'
import { formatInterval } from './format.js'
import { type CellGroup, inSentence } from './groups.js'
import { listWords, plural, VERDICT_WORDS } from './terms.js'

/** Cells by their labels: `4K and 64K`. */
export function places(group: CellGroup, placed: InCells): string {
  return listWords(placed.map(({ cell }) => inSentence(group, cell)))
}

type InCells = ReadonlyArray<{ cell: CellAnalysis }>

/** More cells are told by their number. */
const MOST_NAMED = 4

/** Few cells by their labels, many by their number: `at 4K and 64K`, `in 6 cells`. */
export function someplace(group: CellGroup, placed: InCells): string {
  return placed.length > MOST_NAMED ? `in ${placed.length} cells` : `at ${places(group, placed)}`
}

/** Few of some cells by their labels, many by their number: `at 4K`, `in 29 of 31 cells`, `in all 6 cells`. */
export function among(group: CellGroup, placed: InCells, all: InCells): string {
  if (placed.length <= MOST_NAMED) return `at ${places(group, placed)}`
  const cells = plural(all.length, 'cell')
  return placed.length === all.length ? `in all ${cells}` : `in ${placed.length} of ${cells}`
}

/** `1.20 x [1.17, 1.23] at 4K to 3.01 x [2.95, 3.07] at 64M`. */
export function rangeOf(
  group: CellGroup,
  placed: ReadonlyArray<{ cell: CellAnalysis; interval: Interval }>,
): string {
  const sorted = placed
    .filter(({ interval }) => isMeasurable(interval))
    .toSorted((a, b) => a.interval.estimate - b.interval.estimate)
  const [lowest] = sorted
  const highest = sorted.at(-1)
  if (lowest === undefined || highest === undefined) {
    return placed.length === 0 ? 'no figure' : VERDICT_WORDS['not-measurable']
  }
  const at = ({ cell, interval }: typeof lowest) =>
    `${formatInterval(interval)} at ${inSentence(group, cell)}`
  return lowest === highest ? at(lowest) : `${at(lowest)} to ${at(highest)}`
}
