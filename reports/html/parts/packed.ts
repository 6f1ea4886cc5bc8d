/**
 * Data as a page carries it: compressed and in Base64, in a fifth of the room; and whatever it holds,
 * nothing in it can end an element. `../client/unpack.ts` reads it in the page.
 */
import { gzipSync } from 'node:zlib'
import { Markup } from './markup.js'

/** A value as packed JSON: the content of a script element of type `application/gzip`. */
export function packedJson(value: unknown): Markup {
  return new Markup(gzipSync(JSON.stringify(value), { level: 9 }).toString('base64'))
}
