/** Where in a module of the user's own an error came from. */

/** How its frames begin in a stack; none is known before one is loaded. */
let url: string | undefined

export function watchModule(its: string): void {
  url = its
  // What esbuild made of TypeScript has a source map.
  process.setSourceMapsEnabled(true)
}

/** ` (mine.ts:12)` where an error's stack goes through the module; else empty. */
export function placeOf({ stack = '' }: Error): string {
  if (url === undefined) return ''
  const path = decodeURIComponent(new URL(url).pathname)
  const name = path.slice(path.lastIndexOf('/') + 1)
  for (const begin of [url, path]) {
    const at = stack.indexOf(`${begin}:`)
    const [line] = at < 0 ? [] : (/^\d+/.exec(stack.slice(at + begin.length + 1)) ?? [])
    if (line !== undefined) return ` (${name}:${line})`
  }
  return ''
}
