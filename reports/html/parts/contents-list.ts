/** The table of contents: a line of links that wraps where the page is narrow. */
import { html, type Markup } from './markup.js'

/** Links to the sections that the page has. */
export function contentsList(sections: ReadonlyArray<{ id: string; title: string }>): Markup {
  return html`<nav class="toc" aria-label="Contents"><ul>${sections.map(
    ({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`,
  )}</ul></nav>`
}
