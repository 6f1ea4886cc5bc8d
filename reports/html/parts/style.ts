/** The page's style sheet. */
import { DARK, FONT, LIGHT, type Theme } from '../../charts/index.js'

/** Pixels of the line of contents, which stays in sight: what a link leads to stands below it. */
const CONTENTS = 40

const DARK_PAGE = '--rule: #393d43; --accent: #7cbcea; --caution: #e0b05c; --card: #1e2125;'
const LIGHT_PAGE = '--rule: #d4d4d4; --accent: #0b5c8f; --caution: #8a5a00; --card: #f6f6f4;'

export const STYLE = `
:root { color-scheme: light dark; ${variables(LIGHT)} ${LIGHT_PAGE} }
@media (prefers-color-scheme: dark) {
  :root { ${variables(DARK)} ${DARK_PAGE} }
}
@media print {
  :root { color-scheme: light; ${variables(LIGHT)} ${LIGHT_PAGE} }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-top: ${CONTENTS + 8}px; }
body {
  margin: 0 auto; padding: 0 1.25rem 4rem; max-width: 84rem;
  background: var(--background); color: var(--ink);
  font: 0.9375rem/1.5 system-ui, -apple-system, "Segoe UI", "DejaVu Sans", Verdana, sans-serif;
  overflow-wrap: break-word; font-variant-numeric: tabular-nums;
}
h1, h2, h3, h4 { line-height: 1.25; text-wrap: balance; margin: 0; }
h1 { font-size: 1.4rem; letter-spacing: -0.01em; }
h2 { font-size: 1.15rem; margin: 2.5rem 0 0.6rem; padding-top: 0.7rem; border-top: 1px solid var(--rule); }
h2.plain { font-size: 0.9375rem; margin: 0; padding: 0; border: 0; }
h3 { font-size: 0.9375rem; }
h4 { font-size: 0.8125rem; font-weight: 500; }
section + h3, table + h3, details + h3, p + h3, .scroll + h3, .framed + h3, dl + h3 { margin-top: 1.5rem; }
p, dl, ul { margin: 0.4rem 0; }
p, li, dd { max-width: 80ch; text-wrap: pretty; }
ul { padding-left: 1.2rem; }
a { color: var(--accent); }
.toc {
  position: sticky; top: 0; z-index: 5; margin: 0 -1.25rem; padding: 0 1.25rem; height: ${CONTENTS}px;
  background: var(--background); border-bottom: 1px solid var(--rule); overflow-x: auto; scrollbar-width: none;
}
.toc ul { list-style: none; margin: 0; padding: 0; display: flex; gap: 1.1rem; height: 100%; align-items: center; }
.toc li { white-space: nowrap; }
.toc a { display: inline-block; padding: 0.4rem 0; text-decoration: none; font-size: 0.875rem; }
.toc a:hover { text-decoration: underline; }
header { padding-top: 1rem; }
.lead { color: var(--muted); margin: 0.2rem 0 0; max-width: none; font-size: 0.8125rem; }
.legend { color: var(--muted); font-size: 0.8125rem; max-width: 110ch; }
.cards { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 0.75rem; margin: 0.8rem 0 1rem; }
.card { background: var(--card); border-radius: 6px; padding: 0.7rem 0.9rem 0.8rem; }
.card h2 { font-size: 0.8125rem; font-weight: 500; color: var(--muted); margin: 0; padding: 0; border: 0; }
.card p { margin: 0; }
.card .large { font-size: 1.2rem; font-weight: 650; line-height: 1.3; letter-spacing: -0.01em; }
.card .said { font-size: 0.8125rem; line-height: 1.45; margin-top: 0.15rem; }
.unanswered .large { color: var(--muted); }
.asides { margin-top: 0.8rem; font-size: 0.8125rem; }
.asides p { margin: 0.2rem 0; max-width: 130ch; }
.differs { margin-top: 0.8rem; font-size: 0.875rem; }
.differs ul { margin: 0.2rem 0; }
.mind b { color: var(--caution); }
.drawn { margin: 0.3rem 0; overflow-x: auto; overflow-y: hidden; }
.narrow, .middle, .widest { display: none; }
svg.lanes { display: block; max-width: none; font: 11px ${FONT}; font-variant-numeric: tabular-nums; }
.lanes text { fill: var(--ink); }
.lanes .head { font-weight: 600; }
.lanes .axis { fill: var(--muted); text-anchor: middle; }
.lanes .start { text-anchor: start; }
.lanes .end { text-anchor: end; }
.lanes line { stroke-width: 1; }
.lanes .lane { stroke: var(--grid); stroke-dasharray: 1 3; }
.lanes .tick { stroke: var(--grid); }
.lanes .one { stroke: var(--muted); }
.lanes .band { fill: var(--band); opacity: 0.55; }
.lanes .hit { fill: transparent; }
.lanes [data-cell] { cursor: pointer; }
.lanes [data-cell]:hover .hit { fill: var(--grid); opacity: 0.5; }
.lanes .interval { stroke: currentColor; stroke-width: 3; opacity: 0.55; }
.lanes .range { stroke: currentColor; stroke-width: 5; opacity: 0.25; stroke-linecap: round; }
.lanes .from { stroke: currentColor; stroke-width: 1.5; }
.lanes circle, .lanes path { fill: currentColor; stroke: currentColor; stroke-width: 1.3; }
.lanes .open circle, .lanes .open path { fill: var(--background); }
.lanes .key circle, .lanes .key path { fill: var(--muted); stroke: var(--muted); }
.lanes .own circle { fill: var(--accent); stroke: none; }
.lanes .base circle { fill: var(--muted); stroke: none; opacity: 0.6; }
.explorer { display: grid; grid-template-columns: 1fr; gap: 1.25rem; }
.explorer:has(#controls:not([hidden])) { grid-template-columns: 15.5rem minmax(0, 1fr); }
#view { min-width: 0; }
.controls { font-size: 0.8125rem; display: grid; gap: 0.2rem; align-content: start; }
.controls select { font: inherit; width: 100%; padding: 0.25rem; margin-bottom: 0.4rem; color: var(--ink);
  background: var(--background); border: 1px solid var(--muted); border-radius: 4px; }
.controls fieldset { border: 0; padding: 0; margin: 0 0 0.4rem; min-width: 0; }
.controls legend, .field { padding: 0; color: var(--muted); }
.controls label:not(.field) { display: flex; align-items: center; gap: 0.35rem; padding: 0.1rem 0; }
.controls label:has(:disabled) { color: var(--muted); }
.controls input { margin: 0; accent-color: var(--accent); }
.controls .row { display: flex; flex-wrap: wrap; gap: 0.2rem 0.9rem; }
.controls small { color: var(--muted); }
.swatch { width: 0.6rem; height: 0.6rem; border-radius: 50%; flex: none; }
button { font: inherit; font-size: 0.8125rem; color: var(--accent); background: none; border: 1px solid var(--rule);
  border-radius: 4px; padding: 0.15rem 0.6rem; cursor: pointer; }
.figure, .sort { font: inherit; color: inherit; border: 0; border-radius: 0; padding: 0; }
.figure:hover, .sort:hover { text-decoration: underline; }
.sort { text-align: inherit; }
[aria-sort] .sort::after { content: " \\2193"; }
[aria-sort="ascending"] .sort::after { content: " \\2191"; }
.framed { width: fit-content; max-width: 100%; margin: 0.6rem 0; }
.copy { margin-top: 0.35rem; }
.scroll { overflow: auto; max-width: 100%; }
.framed .scroll { max-height: 27rem; border: 1px solid var(--rule); border-radius: 4px; }
:is(a, button, select, input, summary, .scroll, .card, .differs):focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.scroll:focus-visible { outline-offset: -2px; }
dialog { width: min(46rem, 94vw); max-height: 88vh; overflow: auto; border: 1px solid var(--rule); border-radius: 8px;
  padding: 1.1rem 1.3rem; background: var(--background); color: var(--ink); }
dialog h2 { margin: 0; padding: 0; border: 0; }
dialog h3 { margin-top: 1rem; }
dialog::backdrop { background: rgb(0 0 0 / 0.4); }
dialog > button { position: sticky; top: -0.4rem; z-index: 4; float: right; background: var(--background); }
dialog .framed .scroll { max-height: none; }
.note { font-size: 0.875rem; }
table { border-collapse: collapse; font-size: 0.8125rem; line-height: 1.35; }
th, td { padding: 0.22rem 0.7rem 0.22rem 0; text-align: left; vertical-align: baseline; white-space: nowrap; }
th { font-weight: 600; }
thead th { color: var(--muted); border-bottom: 1px solid var(--rule); font-weight: 500; vertical-align: bottom; }
tbody tr:first-child > * { padding-top: 0.45rem; }
tbody + tbody tr:first-child > * { border-top: 1px solid var(--grid); }
tbody th { font-weight: 400; }
.prose td, .prose th { white-space: normal; text-align: left; padding: 0.22rem 0.7rem 0.22rem 0; min-width: 7rem; max-width: 26rem; }
th[scope="rowgroup"] { white-space: normal; min-width: 6.5rem; max-width: 13rem; }
td, .number { text-align: right; padding: 0.22rem 0.35rem; }
.flat { border-collapse: separate; border-spacing: 0; }
.flat :is(th, td) { padding: 0.22rem 0.6rem; }
.flat thead th { position: sticky; top: 0; z-index: 2; background: var(--background); }
.flat :is(th, td):first-child { position: sticky; left: 0; z-index: 1; background: var(--background); border-right: 1px solid var(--grid); }
.flat thead th:first-child { z-index: 3; }
.flat tbody tr:hover > * { background: var(--card); }
.flat tfoot > tr:first-child > * { border-top: 1px solid var(--rule); }
.flat tfoot > tr > * { color: var(--muted); font-weight: 400; }
.flat :is(.words, .long) { text-align: left; }
.flat .long { white-space: normal; min-width: 12rem; max-width: 30rem; }
details { margin: 0.5rem 0; font-size: 0.9rem; }
td details { margin: 0; font-size: inherit; }
summary { cursor: pointer; color: var(--accent); width: fit-content; }
code, pre { font: 0.85em/1.5 ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; }
pre { margin: 0.5rem 0; padding: 0.6rem 0.8rem; background: color-mix(in srgb, var(--grid) 45%, transparent);
  border-radius: 4px; white-space: pre-wrap; overflow-wrap: anywhere; }
.cautions { padding: 0; list-style: none; }
.cautions li { border-left: 3px solid var(--caution); padding: 0.1rem 0 0.1rem 0.8rem; margin: 0.6rem 0; font-size: 0.875rem; }
.cautions p { margin: 0; }
.remedy { color: var(--muted); }
.facts { display: grid; grid-template-columns: minmax(8rem, max-content) 1fr; gap: 0.2rem 1.25rem; font-size: 0.9rem; }
.facts dt { color: var(--muted); }
.facts dd { margin: 0; min-width: 0; overflow-wrap: anywhere; }
@media (min-width: 86rem) {
  .wide { display: none; }
  .widest { display: block; }
}
@media (max-width: 75rem) {
  .wide { display: none; }
  .middle { display: block; }
}
@media (max-width: 56rem) {
  .explorer:has(#controls:not([hidden])) { grid-template-columns: minmax(0, 1fr); }
  .controls .list { display: flex; flex-wrap: wrap; gap: 0.1rem 0.9rem; }
}
@media (max-width: 47rem) {
  .middle { display: none; }
  .narrow { display: block; }
  body { padding: 0 1rem 3rem; }
  .toc { margin: 0 -1rem; padding: 0 1rem; }
  header { padding-top: 0.5rem; }
  h1 { font-size: 1.05rem; }
  .lead, .one-line { white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
  .lead { font-size: 0.75rem; }
  .cards { grid-template-columns: 1fr; gap: 0.4rem; margin: 0.4rem 0 0.5rem; }
  .card { padding: 0.35rem 0.6rem 0.45rem; display: grid; grid-template-columns: auto 1fr; column-gap: 0.6rem; align-items: baseline; }
  .card h2 { font-size: 0.75rem; }
  .card .large { font-size: 1rem; text-align: right; }
  .card .said { grid-column: 1 / -1; font-size: 0.75rem; line-height: 1.35; margin: 0; }
  .card:not(:focus, :focus-within) .said { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 3; overflow: hidden; }
  h2.plain { font-size: 0.8125rem; }
  .one-line { margin: 0; }
  .facts { grid-template-columns: 1fr; gap: 0; }
  .facts dd { margin-bottom: 0.5rem; }
  .flat :is(th, td) { padding: 0.2rem 0.4rem; }
  .flat :is(th, td):first-child { min-width: 6.6rem; max-width: 8rem; white-space: normal; }
  .flat .words { white-space: normal; min-width: 4.5rem; max-width: 6rem; }
  .flat thead th { white-space: normal; }
  .differs { margin-top: 0.4rem; font-size: 0.75rem; }
  .differs:not(:focus, :focus-within) :is(li:nth-child(n + 2), details) { display: none; }
  .differs:not(:focus, :focus-within):has(li:nth-child(n + 2)) h2::after { content: " (touch for all)"; font-weight: 400; }
}
@media print {
  body { padding: 0; max-width: none; font-size: 10pt; }
  tbody, .card, .cautions li, .drawn { break-inside: avoid; }
  .flat tbody { break-inside: auto; }
  h2, h3, h4 { break-after: avoid; }
  table { font-size: 7pt; }
  th, td, .number, .flat :is(th, td) { padding: 0.1rem 0.3rem 0.1rem 0; white-space: normal; min-width: 0; }
  .prose td, .prose th, .flat .long { min-width: 0; }
  tbody th, .prose td, .flat td { overflow-wrap: anywhere; }
  tbody th { min-width: 4.5em; }
  tbody th[scope="rowgroup"] { max-width: 11rem; }
  .flat :is(th, td), .flat thead th { position: static; }
  .toc, #controls, .copy, dialog { display: none; }
  .explorer:has(#controls:not([hidden])) { grid-template-columns: minmax(0, 1fr); }
  .scroll, .framed .scroll, .drawn { overflow: visible; max-height: none; border: 0; }
  .differs:not(:focus) :is(li:nth-child(n + 2), details) { display: revert !important; }
  .card .said { display: block !important; -webkit-line-clamp: none !important; }
  svg.lanes { max-width: 100%; height: auto; }
  .wide, .widest, .narrow { display: none; }
  .middle { display: block; }
  details::details-content { content-visibility: visible; block-size: auto; }
}
`.trim()

/** The declarations of a theme's colours. */
function variables({ series, ...theme }: Theme): string {
  const named = Object.entries(series).map(([name, value]) => [`series-${name}`, value])
  return [...Object.entries(theme), ...named]
    .map(([name, value]) => `--${name}: ${value};`)
    .join(' ')
}
