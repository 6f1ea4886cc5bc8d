import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { closeSync, existsSync, openSync } from 'node:fs'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { projectRoot } from '../../engines/contract/index.js'

const MODULE = `${pathToFileURL(projectRoot()).href}/dist/harness/terminal/broken-pipe.js`
const ARGS = ['--input-type=module', '-e']
/** A file that is always full. */
const FULL = '/dev/full'

/** Writes more than a pipe holds, so that some of it is written when nobody reads any more. */
const WRITER = `
const { letListenerGo, letReaderGo } = await import(process.env.MODULE)
const stream = process[process.env.STREAM]
if (process.env.LET_GO) (stream === process.stdout ? letReaderGo : letListenerGo)(stream)
for (let at = 0; at < 200; at++) {
  stream.write('x'.repeat(10_000) + '\\n')
  await new Promise((resolve) => setTimeout(resolve, 1))
}
process.exitCode = 3`

test('where standard output cannot be written a command ends with a line', {
  skip: existsSync(FULL) ? false : `there is no ${FULL}`,
}, () => {
  const out = openSync(FULL, 'w')
  const { status, stderr } = spawnSync(process.execPath, [...ARGS, WRITER], {
    env: { ...process.env, MODULE, LET_GO: 'yes', STREAM: 'stdout' },
    stdio: ['ignore', out, 'pipe'],
    encoding: 'utf8',
  })
  closeSync(out)
  assert.equal(status, 2)
  assert.match(stderr, /^standard output cannot be written: ENOSPC: no space left on device\n$/)
})

/** How a writer ends whose reader leaves after the first bytes. */
function ended(
  letGo: boolean,
  stream: 'stdout' | 'stderr' = 'stdout',
): Promise<{ code: number | null; stderr: string }> {
  const env = { ...process.env, MODULE, LET_GO: letGo ? 'yes' : '', STREAM: stream }
  const child = spawn(process.execPath, [...ARGS, WRITER], { env })
  let stderr = ''
  child[stream].once('data', () => child[stream].destroy())
  if (stream === 'stdout') {
    child.stderr.on('data', (text: Buffer) => {
      stderr += text.toString()
    })
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, stderr }))
  })
}

test('a command whose reader goes ends as it would have, and says nothing', async () => {
  assert.deepEqual(await ended(true), { code: 3, stderr: '' })
  assert.match((await ended(false)).stderr, /EPIPE/)
})

test('a command that nobody listens to ends as it would have', async () => {
  assert.equal((await ended(true, 'stderr')).code, 3)
})
