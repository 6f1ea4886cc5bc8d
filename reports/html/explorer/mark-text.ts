/** A mark as text beside it and in tables. */
import { halfWidth } from '../../../results/analysis/index.js'
import { spread } from '../../answer/index.js'
import { formatCount, formatNs, formatRatio } from '../../phrases/index.js'
import type { TableCell } from '../parts/flat-table.js'
import type { Mark, Measure } from './data.js'

/** Half widths below this are not printed: the legend says so. */
const SHOWN = 0.01

/** `6.69`, `6.69 ±2 %`, `~1.00`, `1.24 us`, `16 384`; `?` for a ratio that was not measured. */
export function markText(mark: Mark, kind: Measure['kind']): string {
  if (mark.text !== undefined) return mark.text
  const { open, value } = mark
  if (kind === 'ns') return formatNs(value)
  if (kind === 'count') return formatCount(value)
  if (open === 'not-measurable') return '?'
  const sign = open === undefined ? '' : '~'
  return `${sign}${formatRatio(value).replace(' x', '')}${widthText(mark)}`
}

/** The same as a cell of a table. */
export function markCell(mark: Mark | undefined, kind: Measure['kind'], none = '-'): TableCell {
  return mark === undefined ? { text: none } : { text: markText(mark, kind), sort: mark.value }
}

/** ` ±2 %`: half an interval's width, where it is wide enough to be shown. */
function widthText({ high, low, value }: Mark): string {
  if (low === undefined || high === undefined) return ''
  const interval = { estimate: value, low, high }
  return halfWidth(interval) < SHOWN ? '' : ` ${spread(halfWidth(interval))}`
}

/** Round nanoseconds without digits that say nothing: `200 ns`, `1.5 us`. */
export function shortNs(ns: number): string {
  return formatNs(ns).replace(/\.(\d*?)0+ /, (_, kept: string) => (kept === '' ? ' ' : `.${kept} `))
}

/** What the signs mean, for the line beneath a chart or a table of ratios. */
export const RATIO_LEGEND =
  'Point and interval (95 % each); hollow and ~: not resolved; ?: not measurable; ± where it is 1 % or more; grey: what two instances of one row differ by.'
