/** How intervals and their marks are to be read: one sentence, the same in every report. */

import type { Analysis } from '../../results/analysis/index.js'
import { plural } from '../text/index.js'
import { MARKS } from './figures.js'
import { formatPercent } from './format.js'

export function intervalWords({ comparisons, level }: Analysis['family']): string {
  return (
    `Intervals are ${formatPercent(level)} each; ${MARKS['not-resolved']} marks what is not told ` +
    `apart from 1 over all ${plural(comparisons, 'comparison')} (Holm), or lies within what two ` +
    'instances of one row differ by.'
  )
}
