/** The screen's table where there is less room than a screen has: some of its columns, in ASCII. */

import { rowWords, type ScreenTable, tightFigure } from '../answer/index.js'
import { ascii } from '../text/index.js'

const GAP = 2
/** Characters of a call shape and what stands beside it. */
const LONGEST_LABEL = 28

/** Sizes that are kept before others, the first one first. */
const SIZES = ['64M', '64K', '2M', '1M', '4K']

/**
 * A head, `most` rows and a legend, which alone may be wider than `width`. Traces are kept before sizes,
 * sizes before others.
 */
export function narrowTable(table: ScreenTable, width: number, most: number): string[] {
  const rows = table.rows.slice(0, most)
  const labels = rows.map((row) => ` ${ascii(rowWords(row)).slice(0, LONGEST_LABEL)}`)
  const first = Math.max(0, ...labels.map(({ length }) => length))
  const columns = table.columns.map(({ cell, label }, at) => {
    const name = ascii(label).slice(0, LONGEST_LABEL)
    const texts = rows.map(({ figures }) => ascii(tightFigure(figures[at])))
    const own = Math.max(name.length, ...texts.map(({ length }) => length))
    return { at, rank: rankOf(cell, label), label: name, texts, width: own + GAP }
  })
  let left = width - first
  const kept = columns
    .toSorted((a, b) => a.rank - b.rank)
    .filter((column) => {
      if (column.width > left) return false
      left -= column.width
      return true
    })
    .toSorted((a, b) => a.at - b.at)
  const line = (label: string, of: (column: (typeof columns)[number]) => string) =>
    label.padEnd(first) + kept.map((column) => of(column).padStart(column.width)).join('')
  const lines = labels.flatMap((label, row) => {
    const texts = kept.map((column) => column.texts[row] ?? '')
    // Some shapes are of one column, which may be one that is left out.
    return texts.every((text) => text === '')
      ? []
      : [line(label, (column) => column.texts[row] ?? '').trimEnd()]
  })
  const shown = kept.flatMap(({ texts }) => texts).join()
  return [line('', ({ label }) => label), ...lines, ` (${legendOf(table, shown)})`]
}

/** Of the marks those that stand in what is shown; what begins with no mark stays. */
function legendOf({ legend }: ScreenTable, shown: string): string {
  const parts = ascii(legend).split('; ')
  const isShown = (part: string) => !/^[~!#?-] /.test(part) || shown.includes(part.charAt(0))
  return parts.filter(isShown).join('; ')
}

/** Traces are real: they come first. */
function rankOf(cell: string, label: string): number {
  if (cell.startsWith('trace:')) return -1
  const size = SIZES.indexOf(label)
  return size < 0 ? SIZES.length : size
}
