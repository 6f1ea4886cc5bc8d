/** What commands load before they do anything: the time that each of them takes at least. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'

/** What only drawing needs, and what takes longer to load than all the rest. */
const DRAWING = /^(?:vega|canvas)/

/** Module hooks under which those cannot be loaded. */
const HOOKS = `
export async function resolve(specifier, context, next) {
  if (${DRAWING}.test(specifier)) throw new Error(specifier + ' is loaded by ' + context.parentURL)
  return next(specifier, context)
}`

test('no command loads what draws charts before there is one to draw', () => {
  const main = new URL('./main.js', import.meta.url).href
  const script = `
    import { register } from 'node:module'
    register('data:text/javascript,' + encodeURIComponent(${JSON.stringify(HOOKS)}))
    const { main } = await import(${JSON.stringify(main)})
    process.exitCode = await main(['bench', '--list'])`
  const { status, stderr, stdout } = spawnSync(
    process.execPath,
    ['--input-type=module', '-e', script],
    { encoding: 'utf8' },
  )
  assert.equal(status, 0, stderr)
  assert.match(stdout, /per-page/)
})
