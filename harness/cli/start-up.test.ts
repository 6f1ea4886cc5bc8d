/** What commands load before they do anything: the time that each of them takes at least. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { newFolder } from '../testing/suites.js'

/**
 * What a command must not load: what only drawing needs, which loads longer than all the rest; other
 * commands. One process runs them all, one after another: none may load what a later one must not.
 */
const FORBIDDEN: ReadonlyArray<[what: string, args: string[], never: RegExp, prints: RegExp]> = [
  [
    'a command loads no other',
    ['kernels', '--help'],
    /^\.\/(?:bench|calibrate|explain|soak)\.js$/,
    /Lists the kernel trees/,
  ],
  [
    'trace loads nothing that draws charts, and nothing that measures',
    ['trace', 'arm64-6.1-strict-nvme_huge4m'],
    /^(?:vega|canvas)|\/bench\/(?:run|measure)\//,
    /map-unmap-pages/,
  ],
  ['bench loads nothing that draws charts', ['bench', '--list'], /^(?:vega|canvas)/, /per-page/],
]

const log = join(newFolder(), 'loaded')

/** Module hooks that write down what is loaded, and by what. */
const HOOKS = `
import { appendFileSync } from 'node:fs'
export async function resolve(specifier, context, next) {
  appendFileSync(${JSON.stringify(log)}, specifier + ' is loaded by ' + context.parentURL + '\\n')
  return next(specifier, context)
}`

const SCRIPT = `
import { register } from 'node:module'
import { readFileSync } from 'node:fs'
register('data:text/javascript,' + encodeURIComponent(${JSON.stringify(HOOKS)}))
const { main } = await import(${JSON.stringify(new URL('./main.js', import.meta.url).href)})
const ran = []
for (const args of ${JSON.stringify(FORBIDDEN.map(([, args]) => args))}) {
  let stdout = ''
  const io = { stdout: { write: (text) => (stdout += text) }, stderr: process.stderr }
  const code = await main(args, io)
  ran.push({ code, stdout, lines: readFileSync(${JSON.stringify(log)}, 'utf8').split('\\n').length })
}
process.stdout.write(JSON.stringify(ran))`

interface Ran {
  code: number
  stdout: string
  /** Of the log, when it had ended. */
  lines: number
}

const child = spawnSync(process.execPath, ['--input-type=module', '-e', SCRIPT], {
  encoding: 'utf8',
})

for (const [at, [what, , never, prints]] of FORBIDDEN.entries()) {
  test(what, () => {
    assert.equal(child.status, 0, child.stderr)
    const ran: Ran[] = JSON.parse(child.stdout)
    const { code, lines, stdout } = ran[at]
    assert.equal(code, 0)
    assert.match(stdout, prints)
    const loaded = readFileSync(log, 'utf8').split('\n').slice(0, lines)
    assert.ok(loaded.some((line) => /^commander /.test(line)))
    assert.deepEqual(
      loaded.filter((line) => never.test(line.slice(0, line.indexOf(' ')))),
      [],
    )
  })
}
