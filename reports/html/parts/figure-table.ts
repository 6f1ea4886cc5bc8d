/** Tables of text, in a box that scrolls where the page is too narrow. */
import { holdFigures } from '../../text/index.js'
import { html, type Markup } from './markup.js'

/** Anything wide: it scrolls by itself, also by keyboard, and never widens the page. */
export function scrollBox(label: string, content: Markup): Markup {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${label}">${content}</div>`
}

/**
 * Figures under the names of their columns. Rows that begin alike, in their first `shared` columns,
 * form a block, the repeated words left out to the eye; the next column names its rows, and figures
 * follow.
 */
export function figureTable(
  title: string,
  { columns, rows }: { columns: readonly string[]; rows: readonly string[][] },
  shared: number,
): Markup {
  const blocks: string[][][] = []
  for (const row of rows) {
    const block = blocks.at(-1)
    if (block !== undefined && row.every((text, at) => at >= shared || text === block[0]?.[at])) {
      // Without shared columns, all rows are one block.
      block.push(row)
    } else blocks.push([row])
  }
  const head = columns.map(
    (name, at) =>
      html`<th scope="col"${at > shared ? html` class="number"` : undefined}>${name}</th>`,
  )
  const body = blocks.map((block) => {
    const lines = block.map((row, line) => {
      const cells = row.map((text, at) => {
        if (at < shared) {
          return line > 0
            ? undefined
            : html`<th scope="rowgroup" rowspan="${block.length}">${text}</th>`
        }
        return at === shared
          ? html`<th scope="row">${text}</th>`
          : html`<td>${holdFigures(text)}</td>`
      })
      return html`<tr>${cells}</tr>`
    })
    return html`<tbody>${lines}</tbody>`
  })
  return scrollBox(title, html`<table><thead><tr>${head}</tr></thead>${body}</table>`)
}
