/**
 * The script that a page runs first: unpacks the larger one, which the page's policy names by its
 * hash, and runs it. Bundled by `bundle.mjs`. Where a browser cannot, the static pictures stay.
 */
import { type PackedElement, unpack } from './unpack.js'

declare const document: {
  getElementById(id: string): PackedElement | null
  createElement(name: 'script'): PackedElement
  head: { append(element: PackedElement): void }
}

const runtime = document.getElementById('runtime')
if (runtime !== null && 'DecompressionStream' in globalThis) {
  unpack(runtime).then((text) => {
    const script = document.createElement('script')
    script.textContent = text
    document.head.append(script)
  }, console.error)
}
