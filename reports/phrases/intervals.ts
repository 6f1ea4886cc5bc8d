/** How intervals and their marks are to be read: one sentence, the same in every report. */

import type { Analysis } from '../../results/analysis/index.js'
import { plural } from '../text/index.js'
import { MARKS } from './figures.js'
import { formatPercent } from './format.js'

export function intervalWords({ comparisons, level }: Analysis['family']): string {
  return (
    `Intervals are ${formatPercent(level)} each; ${MARKS['not-resolved']} marks ratios that cannot be ` +
    `distinguished from 1 over all ${plural(comparisons, 'comparison')} (Holm), or that lie within what ` +
    'two instances of one row differ by.'
  )
}
