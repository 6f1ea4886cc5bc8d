/** What more time would give. */
import { type Analysis, halfWidthsOf } from '../../results/analysis/index.js'
import { formatPercent } from './format.js'

/** Half the width takes four times the generations. */
const TIMES_FOR_HALF = 4

/** How wide intervals are, and what would halve them; `undefined` where there are none. */
export function moreTimeWords(analysis: Analysis): string | undefined {
  const widths = halfWidthsOf(analysis)
  if (widths === undefined) return undefined
  const [middle, nineInTen] = [widths.middle, widths.nineInTen].map(widthWords)
  return (
    `Half widths are ${middle} in the middle and ${nineInTen} for nine in ten figures; ` +
    `--time ${TIMES_FOR_HALF * analysis.options.timeSeconds} would at best halve them.`
  )
}

/** What a few generations leave open has no end. */
function widthWords(width: number): string {
  return width < 1 ? formatPercent(width) : 'over 100 %'
}
