import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { projectRoot } from '../engines/contract/index.js'

const script = pathToFileURL(join(projectRoot(), 'harness', 'remove-folder.mjs')).href
const { removeFolder }: { removeFolder: (folder: string) => void } = await import(script)

const parent = mkdtempSync(join(tmpdir(), 'unmap-bench-'))
after(() => rmSync(parent, { recursive: true, force: true }))

/** Puts files into a folder and the folders below it until it is stopped, as a compiler that outlives its parent does. */
const WRITER = `
const { mkdirSync, writeFileSync } = require('node:fs')
const write = (name) => {
  try {
    mkdirSync(process.argv[1] + '/deep/er', { recursive: true })
    writeFileSync(process.argv[1] + '/deep/er/' + name, '')
  } catch {}
}
write(0)
process.stdout.write('on')
for (let name = 1; ; name++) write(name % 500)
`

test('a folder is removed while files are written into it', async () => {
  const folder = join(parent, 'busy')
  const writer = spawn(process.execPath, ['-e', WRITER, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    await once(writer.stdout, 'data')
    for (let time = 0; time < 50; time++) removeFolder(folder)
  } finally {
    writer.kill('SIGKILL')
    await once(writer, 'close')
  }
  removeFolder(folder)
  assert.deepEqual(readdirSync(parent), [])
})

test('what was left half removed goes too, and a missing folder is no error', () => {
  const folder = join(parent, 'dist')
  // A container's processes have the same numbers every time.
  const left = [`${folder}.going-1`, `${folder}.going-${process.pid}`]
  const other = join(parent, 'distant')
  for (const path of [folder, ...left, other]) {
    mkdirSync(path)
    writeFileSync(join(path, 'file'), '')
  }
  removeFolder(folder)
  assert.deepEqual(readdirSync(parent), ['distant'])
  removeFolder(folder)
  assert.deepEqual(readdirSync(parent), ['distant'])
})
