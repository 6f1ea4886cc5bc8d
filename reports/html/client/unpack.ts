/** Runs in the page: reads what packed.ts wrote. */

/** An element that holds compressed text in Base64. */
interface PackedElement {
  textContent: string | null
}

/** The text that an element holds. */
export function unpack({ textContent }: PackedElement): Promise<string> {
  const bytes = Uint8Array.from(atob(textContent ?? ''), (character) => character.charCodeAt(0))
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))
  return new Response(stream).text()
}
