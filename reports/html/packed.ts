/**
 * Text as a page carries it: compressed and in Base64. Compiled charts repeat themselves so much
 * that it takes a tenth of the room, and the runtime under half; and whatever it holds, nothing in
 * it can end an element. `unpack` reads it in the page.
 */
import { gzipSync } from 'node:zlib'
import { Markup } from './markup.js'

/** Text as the content of a script element of type `application/gzip`. */
export function packed(text: string): Markup {
  return new Markup(gzipSync(text, { level: 9 }).toString('base64'))
}

/** A value as packed JSON. */
export function packedJson(value: unknown): Markup {
  return packed(JSON.stringify(value))
}
