/** Call shapes that take many more invalidation commands than the baseline, which no time shows. */

import { IOMMUS } from '../../engines/contract/index.js'
import type { Analysis, CellAnalysis, ManyCommands } from '../../results/analysis/index.js'
import { plural } from '../text/index.js'
import { formatCount } from './format.js'

/**
 * `native/punt-range takes 16 385 an operation where the baseline takes 33 (...)`: the worst cell of
 * each row that takes many.
 */
export function commandLines(analysis: Pick<Analysis, 'cells' | 'manyCommands'>): string[] {
  const { cells, manyCommands } = analysis
  return [...new Set(manyCommands.map(({ row }) => row))].flatMap((row) => {
    const own = manyCommands.filter((one) => one.row === row)
    const [worst] = own.toSorted((a, b) => b.commands / b.baseline - a.commands / a.baseline)
    if (worst === undefined) return []
    const cell = cells.find((one) => one.id === worst.cell)
    const others = new Set(own.map((one) => one.cell)).size - 1
    const more = others > 0 ? `, and many more in ${plural(others, 'other cell')}` : ''
    return [`${row} takes ${times(worst, own, cell)}${more}`]
  })
}

function times(
  { baseline, cell, commands }: ManyCommands,
  own: readonly ManyCommands[],
  shown: CellAnalysis | undefined,
): string {
  const alike = own.filter((one) => one.cell === cell && one.commands === commands)
  const hardware = alike.map(
    ({ counter }) => IOMMUS.find((one) => one.counter === counter)?.name ?? counter,
  )
  const layout = shown?.layout === undefined ? '' : `, ${shown.layout} layout`
  return (
    `${formatCount(commands)} an operation where the baseline takes ${formatCount(baseline)} ` +
    `(${shown?.title ?? cell}${layout}; ${hardware.join('; ')})`
  )
}
