import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { projectRoot } from '../../engines/contract/index.js'

/** Writes more than a pipe holds, so that some of it is written when nobody reads any more. */
const WRITER = `
const { letReaderGo } = await import(process.env.MODULE)
if (process.env.LET_GO) letReaderGo(process.stdout)
for (let at = 0; at < 200; at++) {
  process.stdout.write('x'.repeat(10_000) + '\\n')
  await new Promise((resolve) => setTimeout(resolve, 1))
}
process.exitCode = 3`

/** How a writer ends whose reader leaves after the first bytes. */
function ended(letGo: boolean): Promise<{ code: number | null; stderr: string }> {
  const module = `${pathToFileURL(projectRoot()).href}/dist/harness/terminal/broken-pipe.js`
  const env = { ...process.env, MODULE: module, LET_GO: letGo ? 'yes' : '' }
  const child = spawn(process.execPath, ['--input-type=module', '-e', WRITER], { env })
  let stderr = ''
  child.stderr.on('data', (text: Buffer) => {
    stderr += text.toString()
  })
  child.stdout.once('data', () => child.stdout.destroy())
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, stderr }))
  })
}

test('a command whose reader goes ends as it would have, and says nothing', async () => {
  assert.deepEqual(await ended(true), { code: 3, stderr: '' })
  assert.match((await ended(false)).stderr, /EPIPE/)
})
