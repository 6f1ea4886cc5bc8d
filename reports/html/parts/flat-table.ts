/**
 * Tables whose first column names their rows: it stays while the others scroll. Where a script runs,
 * they are sorted by a click on a heading and copied by a button (client/tables.ts).
 */

import { formatNs } from '../../phrases/index.js'
import { scrollBox } from './figure-table.js'
import { html, type Markup } from './markup.js'

export interface TableCell {
  text: string
  /** What the column is sorted by, where that is not the text's own number. */
  sort?: number
  /** The figure whose particulars it opens. */
  of?: { cell: string; row: string }
}

/** A time, or that there is none. */
export function timeCell(ns: number | undefined): TableCell | string {
  return ns === undefined ? '-' : { text: formatNs(ns), sort: ns }
}

interface FlatTable {
  /** What the table holds, for those who cannot see what stands above it. */
  title: string
  columns: readonly string[]
  rows: ReadonlyArray<ReadonlyArray<TableCell | string>>
  /** Lines that stay below, however the others are sorted. */
  foot?: ReadonlyArray<readonly string[]>
  /** Columns, by their place, that hold words and not figures: a few, or so many that they wrap. */
  words?: readonly number[]
  long?: readonly number[]
}

export function flatTable({
  columns,
  foot = [],
  rows,
  title,
  words = [],
  long = [],
}: FlatTable): Markup {
  const kindOf = (at: number) => (long.includes(at) ? 'long' : words.includes(at) ? 'words' : '')
  const table = html`<table class="flat"><thead><tr>${columns.map(
    (name, at) =>
      html`<th scope="col"${at === 0 || kindOf(at) !== '' ? undefined : html` class="number"`}>${name}</th>`,
  )}</tr></thead><tbody>${rows.map((row) => html`<tr>${row.map((cell, at) => tableCell(cell, at, kindOf(at)))}</tr>`)}</tbody>${
    foot.length === 0
      ? undefined
      : html`<tfoot>${foot.map(
          (row) =>
            html`<tr>${row.map((text, at) => (at === 0 ? html`<th scope="row">${text}</th>` : html`<td>${text}</td>`))}</tr>`,
        )}</tfoot>`
  }</table>`
  return html`<div class="framed">${scrollBox(`${title}: table`, table)}</div>`
}

function tableCell(cell: TableCell | string, at: number, kind: string): Markup {
  const { of, sort, text }: TableCell = typeof cell === 'string' ? { text: cell } : cell
  if (at === 0) return html`<th scope="row">${text}</th>`
  const content =
    of === undefined
      ? text
      : html`<button type="button" class="figure" data-cell="${of.cell}" data-row="${of.row}">${text}</button>`
  return html`<td${kind === '' ? undefined : html` class="${kind}"`}${sort === undefined ? undefined : html` data-sort="${sort}"`}>${content}</td>`
}
