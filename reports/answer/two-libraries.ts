/** A kernel's two page-table libraries beside each other, in the words of the third answer. */

import { formatSize } from '../../engines/contract/index.js'
import type { Analysis, CellAnalysis, LibraryRatio } from '../../results/analysis/index.js'
import { endsOf, fromTo, resolvedTail, type Shown, shortRange } from './figure-text.js'
import { buffersOf } from './places.js'
import { formatName, type Source } from './sources.js'

/** The buffer that is argued about in the field: 256 pages of 4K. */
const ARGUED = 1024 * 1024

/**
 * ` io-pgtable-arm unmaps 1M in 0.80 x (RISC-V 64) to 2.59 x (VT-d) of generic_pt's time, by one range
 * 0.30 x to 0.96 x ...`: with a call per leaf it does more than generic_pt, whatever code it is.
 */
export function librariesWords(analysis: Analysis, sources: readonly Source[]): string {
  const tier = sources.find(({ generic }) => generic)?.tier
  const tierOf = new Map(analysis.rows.map((row) => [row.id, row.tier]))
  const cell = arguedCell(analysis)
  const shownOf = (libraries: readonly LibraryRatio[]): Shown[] =>
    libraries
      .filter(
        ({ after, cell: id, layouts, op }) =>
          tierOf.get(after) === tier && id === cell?.id && op === 'unmap' && layouts === undefined,
      )
      .map(({ format, judged }) => ({ label: formatName(format), judged }))
  const shown = shownOf(analysis.libraries)
  const byRange = shownOf(analysis.librariesByRange)
  const ends = endsOf(shown)
  if (ends === undefined || cell?.bufferBytes === undefined) return ''
  const range = shortRange(byRange)
  return (
    ` io-pgtable-arm unmaps ${formatSize(cell.bufferBytes)} in ${fromTo(...ends)}${resolvedTail(shown)} of generic_pt's time` +
    `${range === undefined ? '' : `, by one range ${range}`}: other code and format.`
  )
}

/** The cell that the two libraries are told of: 1M, or the largest strict one in which tables stay. */
function arguedCell({ cells }: Pick<Analysis, 'cells'>): CellAnalysis | undefined {
  const { places } = buffersOf({ cells })
  const strict = places
    .filter(({ cell }) => cell.mode === 'coherent-strict')
    .map(({ cell }) => cell)
  return strict.find(({ bufferBytes }) => bufferBytes === ARGUED) ?? strict.at(-1)
}
