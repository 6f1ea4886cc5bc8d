/** What every page of ours is: one file that loads nothing, runs only the script that it names, and works without a network. */
import { createHash } from 'node:crypto'
import { html, Markup } from './markup.js'
import { STYLE } from './style.js'

/** A whole page. Values of its content stand in it as text. */
export function pageOf(
  { scripts = [], title }: { title: string; scripts?: readonly string[] },
  content: Markup,
): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy(scripts)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${new Markup(STYLE)}</style>
</head>
<body>
${content}
${scripts.map((script) => html`<script>${new Markup(script)}</script>\n`)}</body>
</html>
`.text
}

/** What a page may do: run these inline scripts, by their exact text, style itself, and nothing else. */
function contentSecurityPolicy(scripts: readonly string[]): string {
  const hashes = scripts.map(
    (script) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`,
  )
  return [
    "default-src 'none'",
    `script-src ${hashes.length > 0 ? hashes.join(' ') : "'none'"}`,
    // Marks name their colours in attributes of their own.
    "style-src 'unsafe-inline'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
}

/** A section under its heading, which the table of contents links to. */
export interface Section {
  id: string
  title: string
  content: Markup
  /** Closed until somebody asks for it. */
  folded?: boolean
}

/** Links to the sections that the page has, in a line that wraps where the page is narrow. */
export function contentsList(sections: ReadonlyArray<{ id: string; title: string }>): Markup {
  return html`<nav class="toc" aria-label="Contents"><ul>${sections.map(
    ({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`,
  )}</ul></nav>`
}

/** Sections one below the other. */
export function sectionsOf(sections: readonly Section[]): Markup {
  return html`${sections.map(
    ({ content, folded, id, title }) => html`
<section aria-labelledby="${id}">
<h2 id="${id}">${title}</h2>
${folded ? html`<details><summary>${title}: show</summary>${content}</details>` : content}
</section>`,
  )}`
}
