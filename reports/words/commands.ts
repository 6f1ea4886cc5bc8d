/** Call shapes that take many more invalidation commands than the baseline, which no time shows. */
import { IOMMUS } from '../../engines/contract/index.js'
import type {
  Analysis,
  CellAnalysis,
  ManyCommands,
  RowAnalysis,
} from '../../results/analysis/types.js'
import { formatCount } from './format.js'
import { plural } from './terms.js'

/**
 * ` Invalidation commands that no time shows: punt-range takes 16 385 an operation where per-page
 * takes 33 ...`, the worst cell of each call shape of a tier and format; or nothing.
 */
export function commandWords(
  analysis: Analysis,
  { format, tier }: Pick<RowAnalysis, 'format' | 'tier'>,
): string {
  const shapes = analysis.rows.filter((row) => row.tier === tier && row.format === format)
  const parts = shapes.flatMap(({ id, shape }) => {
    const own = analysis.manyCommands.filter(({ row }) => row === id)
    const [worst] = own.toSorted((a, b) => b.commands / b.baseline - a.commands / a.baseline)
    if (worst === undefined) return []
    const cell = analysis.cells.find((one) => one.id === worst.cell)
    const cells = new Set(own.map((one) => one.cell)).size
    const more = cells > 1 ? `, and many more in ${plural(cells - 1, 'other cell')}` : ''
    return [`${shape} takes ${times(worst, own, cell)}${more}`]
  })
  return parts.length === 0
    ? ''
    : ` Invalidation commands, which no time shows: ${parts.join('; ')}.`
}

function times(
  { baseline, cell, commands }: ManyCommands,
  own: readonly ManyCommands[],
  told: CellAnalysis | undefined,
): string {
  const alike = own.filter((one) => one.cell === cell && one.commands === commands)
  const hardware = alike.map(
    ({ counter }) => IOMMUS.find((one) => one.counter === counter)?.name ?? counter,
  )
  const layout = told?.layout === undefined ? '' : `, ${told.layout} layout`
  return (
    `${formatCount(commands)} an operation where the baseline takes ${formatCount(baseline)} ` +
    `(${told?.title ?? cell}${layout}; ${hardware.join('; ')})`
  )
}
