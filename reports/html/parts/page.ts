/** What every page of ours is: one file that loads nothing, runs only the script that it names, and works without a network. */
import { html, Markup } from './markup.js'
import { contentSecurityPolicy } from './policy.js'
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

/** A section under its heading, which the table of contents links to. */
export interface Section {
  id: string
  title: string
  content: Markup
  /** Closed until somebody asks for it. */
  folded?: boolean
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
