/** The page's style sheet. */
import { FONT } from '../charts/index.js'
import { chartColours, DARK_VARIABLES, LIGHT_VARIABLES } from './theme-style.js'

export const STYLE = `
:root { color-scheme: light dark; ${LIGHT_VARIABLES} --rule: #d4d4d4; --accent: #0b5c8f; --caution: #8a5a00; }
@media (prefers-color-scheme: dark) {
  :root { ${DARK_VARIABLES} --rule: #393d43; --accent: #7cbcea; --caution: #e0b05c; }
}
@media print {
  :root { color-scheme: light; ${LIGHT_VARIABLES} --rule: #d4d4d4; --accent: #0b5c8f; --caution: #8a5a00; }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0 auto; padding: 2.5rem 1.25rem 4rem; max-width: 70rem;
  background: var(--background); color: var(--ink);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", "DejaVu Sans", Verdana, sans-serif;
  overflow-wrap: break-word; font-variant-numeric: tabular-nums;
}
h1, h2, h3 { line-height: 1.25; text-wrap: balance; margin: 0; }
h1 { font-size: 1.75rem; letter-spacing: -0.01em; }
h2 { font-size: 1.2rem; margin: 3rem 0 0.75rem; padding-top: 0.75rem; border-top: 1px solid var(--rule); }
h3 { font-size: 1rem; }
section section { margin-top: 2rem; }
h2 + section, h2 + div { margin-top: 0; }
section + h3, table + h3, details + h3, p + h3, .scroll + h3, dl + h3 { margin-top: 1.75rem; }
.toc ul { list-style: none; margin: 1.5rem 0 0; padding: 0; display: flex; flex-wrap: wrap; gap: 0.1rem 1.1rem; }
.toc a { display: inline-block; padding: 0.3rem 0; text-decoration: none; }
.toc a:hover { text-decoration: underline; }
.legend, .mind { color: var(--muted); font-size: 0.875rem; }
.mind { margin-top: 1.25rem; }
p, dl, ul { margin: 0.5rem 0; }
p, li, dd { max-width: 72ch; text-wrap: pretty; }
ul { padding-left: 1.2rem; }
a { color: var(--accent); }
.lead { color: var(--muted); margin-top: 0.4rem; }
section > .answers { display: grid; gap: 1.1rem; }
.answers h3 { margin-bottom: 0.15rem; }
.answers p { margin: 0; }
.further { margin-top: 1.5rem; color: var(--muted); font-size: 0.9rem; }
.further h3 { display: inline; font-size: inherit; color: var(--ink); }
.further p { display: inline; }
.further div { margin: 0.4rem 0; max-width: 80ch; }
.figure { white-space: nowrap; }
.figure b { font-weight: 650; }
.figure i { font-style: normal; color: var(--muted); }
figure { margin: 0; }
figcaption { color: var(--muted); font-size: 0.875rem; max-width: 80ch; margin: 0.25rem 0 0.75rem; }
.scroll { overflow-x: auto; max-width: 100%; }
.scroll:focus-visible, summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.chart { margin: 0 -0.5rem; }
.chart svg { display: block; max-width: none; }
.chart svg text { font-family: ${FONT}; font-variant-numeric: tabular-nums; }
${chartColours()}
table { border-collapse: collapse; font-size: 0.8125rem; line-height: 1.35; }
caption { text-align: left; color: var(--ink); font-weight: 600; padding: 0.9rem 0 0.4rem; }
th, td { padding: 0.22rem 0.7rem 0.22rem 0; text-align: left; vertical-align: baseline; white-space: nowrap; }
th { font-weight: 600; }
thead th { color: var(--muted); border-bottom: 1px solid var(--rule); font-weight: 500; vertical-align: bottom; }
tbody tr:first-child > * { padding-top: 0.45rem; }
tbody + tbody tr:first-child > * { border-top: 1px solid var(--grid); }
tbody th { font-weight: 400; }
.prose td, .prose th { white-space: normal; text-align: left; padding: 0.22rem 0.7rem 0.22rem 0; min-width: 7rem; max-width: 26rem; }
th[scope="rowgroup"] { white-space: normal; min-width: 6.5rem; max-width: 13rem; }
td, .number { text-align: right; padding: 0.22rem 0.35rem; }
.first { padding-left: 0.9rem; }
details { margin: 0.6rem 0; font-size: 0.9rem; }
td details { margin: 0; font-size: inherit; }
summary { cursor: pointer; color: var(--accent); width: fit-content; }
code, pre { font: 0.85em/1.5 ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; }
pre { margin: 0.5rem 0; padding: 0.6rem 0.8rem; background: color-mix(in srgb, var(--grid) 45%, transparent);
  border-radius: 4px; white-space: pre-wrap; overflow-wrap: anywhere; }
.cautions { padding: 0; list-style: none; }
.cautions li { border-left: 3px solid var(--caution); padding: 0.1rem 0 0.1rem 0.8rem; margin: 0.75rem 0; }
.cautions p { margin: 0; }
.touched { color: var(--caution); white-space: nowrap; }
.remedy { color: var(--muted); }
.facts { display: grid; grid-template-columns: minmax(8rem, max-content) 1fr; gap: 0.2rem 1.25rem; font-size: 0.9rem; }
.facts dt { color: var(--muted); }
.facts dd { margin: 0; min-width: 0; overflow-wrap: anywhere; }
a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
#vg-tooltip-element {
  position: fixed; z-index: 10; visibility: hidden; pointer-events: none; max-width: min(22rem, 92vw);
  padding: 0.45rem 0.65rem; background: var(--background); color: var(--ink);
  border: 1px solid var(--rule); border-radius: 4px; box-shadow: 0 2px 10px rgb(0 0 0 / 0.18);
  font-size: 0.8125rem;
}
#vg-tooltip-element.visible { visibility: visible; }
#vg-tooltip-element td { white-space: normal; text-align: left; padding: 0.08rem 0.6rem 0.08rem 0; border: 0; }
#vg-tooltip-element td.key { color: var(--muted); white-space: nowrap; }
@media (max-width: 40rem) {
  body { padding: 1.5rem 1rem 3rem; }
  h1 { font-size: 1.4rem; }
  .facts { grid-template-columns: 1fr; gap: 0; }
  .facts dd { margin-bottom: 0.5rem; }
}
@media print {
  body { padding: 0; max-width: none; font-size: 10pt; }
  figure, tbody, .answers > div, .cautions li { break-inside: avoid; }
  h2, h3, caption { break-after: avoid; }
  table { font-size: 7pt; }
  th, td, .number { padding: 0.1rem 0.3rem 0.1rem 0; white-space: normal; min-width: 0; }
  .prose td, .prose th { min-width: 0; }
  tbody th, .prose td { overflow-wrap: anywhere; min-width: 4.5em; }
  tbody th[scope="rowgroup"] { max-width: 11rem; }
  .first { padding-left: 0.4rem; }
  .toc, .mind { display: none; }
  .scroll { overflow: visible; }
  .chart { margin: 0; }
  .chart svg { max-width: 100%; height: auto; }
  details::details-content { content-visibility: visible; block-size: auto; }
}
`.trim()
