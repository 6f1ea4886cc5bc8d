/** Tables of text, in a box that scrolls where the page is too narrow. */
import type { Table } from '../../charts/index.js'
import { html, type Markup } from '../markup.js'

/** Anything wide: it scrolls by itself, also by keyboard, and never widens the page. */
export function scrollBox(label: string, content: Markup): Markup {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${label}">${content}</div>`
}

/** A chart's figures. Rows that begin alike form a block, the repeated words left out to the eye. */
export function figureTable(title: string, { columns, rows }: Table): Markup {
  const blocks: string[][][] = []
  for (const row of rows) {
    const block = blocks.at(-1)
    if (block !== undefined && block[0]?.[0] === row[0] && block[0]?.[1] === row[1]) block.push(row)
    else blocks.push([row])
  }
  const head = columns.map((name, at) => html`<th scope="col"${numeric(at)}>${name}</th>`)
  const body = blocks.map((block) => {
    const lines = block.map((row, line) => {
      const cells = row.map((text, at) => {
        if (at < SHARED) {
          return line > 0
            ? undefined
            : html`<th scope="rowgroup" rowspan="${block.length}">${text}</th>`
        }
        return at === SHARED
          ? html`<th scope="row">${text}</th>`
          : html`<td class="number">${text}</td>`
      })
      return html`<tr>${cells}</tr>`
    })
    return html`<tbody>${lines}</tbody>`
  })
  return scrollBox(title, html`<table><thead><tr>${head}</tr></thead>${body}</table>`)
}

/** Columns that a block shares; the next one names its rows, and figures follow. */
const SHARED = 2

function numeric(column: number): Markup | undefined {
  return column > SHARED ? html` class="number"` : undefined
}
