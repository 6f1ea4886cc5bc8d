/** What commands load before they do anything: the time that each of them takes at least. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'

/** What a command must not load: what only drawing needs, which loads longer than all the rest; other commands. */
const FORBIDDEN: ReadonlyArray<[what: string, args: string[], never: RegExp, prints: RegExp]> = [
  ['bench loads nothing that draws charts', ['bench', '--list'], /^(?:vega|canvas)/, /per-page/],
  [
    'trace loads nothing that draws charts, and nothing that measures',
    ['trace', 'arm64-6.1-strict-nvme_huge4m'],
    /^(?:vega|canvas)|\/bench\/(?:run|measure)\//,
    /map-unmap-pages/,
  ],
  [
    'a command loads no other',
    ['kernels', '--help'],
    /^\.\/(?:bench|calibrate|explain|soak)\.js$/,
    /Lists the kernel trees/,
  ],
]

/** Module hooks under which those cannot be loaded. */
const hooks = (never: RegExp) => `
export async function resolve(specifier, context, next) {
  if (${never}.test(specifier)) throw new Error(specifier + ' is loaded by ' + context.parentURL)
  return next(specifier, context)
}`

for (const [what, args, never, prints] of FORBIDDEN) {
  test(what, () => {
    const main = new URL('./main.js', import.meta.url).href
    const script = `
    import { register } from 'node:module'
    register('data:text/javascript,' + encodeURIComponent(${JSON.stringify(hooks(never))}))
    const { main } = await import(${JSON.stringify(main)})
    process.exitCode = await main(${JSON.stringify(args)})`
    const { status, stderr, stdout } = spawnSync(
      process.execPath,
      ['--input-type=module', '-e', script],
      { encoding: 'utf8' },
    )
    assert.equal(status, 0, stderr)
    assert.match(stdout, prints)
  })
}
