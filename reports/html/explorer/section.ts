/** The explorer in a page: what stands there without its script, and what the script reads. */

import { gzipSync } from 'node:zlib'
import { html, Markup } from '../parts/markup.js'
import type { DetailData, ExplorerData } from './data.js'
import { OP_NAMES, SPEEDUP } from './names.js'
import { viewOf } from './view.js'
import { viewMarkup, viewTable } from './view-markup.js'

/** What stands until the script draws, and where none runs: what is shown at first, and all speed-ups. */
export function explorerSection(data: ExplorerData): Markup | undefined {
  const view = viewOf(data, data.start)
  if (view === undefined) return undefined
  return html`<div class="explorer"><div id="controls" hidden></div><div id="view">${viewMarkup(
    view,
    data.start,
  )}
<details><summary>All speed-ups, as tables</summary>${speedupTables(data)}</details></div></div>`
}

/** Every place and direction, whosever code; a script shows the same on demand. */
function speedupTables(data: ExplorerData): Markup {
  const of = data.sources.map(({ id }) => id)
  const shapes = data.shapes.map(({ id }) => id)
  return html`${data.places.flatMap((place) =>
    place.ops.flatMap((op) => {
      const view = viewOf(data, { what: SPEEDUP, op, at: place.id, of, shapes })
      return view === undefined
        ? []
        : [html`<h3>${place.label}, ${OP_NAMES[op]}</h3>${viewTable(view, false)}`]
    }),
  )}`
}

/** Where the script opens a figure's particulars, and its data: once a page, behind its content. */
export function explorerParts(data: ExplorerData, details: DetailData): Markup {
  return html`<dialog id="figure" aria-labelledby="figure-title"><button type="button" name="close">Close</button><div id="figure-content"></div></dialog>
<script type="application/gzip" id="explorer-data">${packedJson(data)}</script>
<script type="application/gzip" id="detail-data">${packedJson(details)}</script>`
}

/**
 * A value as compressed JSON in Base64: in a fifth of the room, and whatever it holds, nothing in it can
 * end an element. `../client/client.ts` reads it in the page.
 */
function packedJson(value: unknown): Markup {
  return new Markup(gzipSync(JSON.stringify(value), { level: 9 }).toString('base64'))
}
