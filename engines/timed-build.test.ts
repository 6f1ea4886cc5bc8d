/** The build that is timed holds the operations and nothing else. */
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { projectRoot } from './contract/index.js'

const TIMED = ['core', 'driver', 'table', 'ts']

function filesOf(build: string): string[] {
  const engines = join(projectRoot(), 'dist', build, 'engines')
  return TIMED.flatMap((folder) => below(join(engines, folder))).filter(
    (file) => file.endsWith('.js') && !file.endsWith('.test.js'),
  )
}

function below(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? below(join(folder, entry.name)) : [join(folder, entry.name)],
  )
}

const PROBE_CALL = /probe\.\w+\(/

test('no layer of the timed build calls a probe', () => {
  const files = filesOf('timed')
  assert.ok(files.length > 10)
  for (const file of files) assert.doesNotMatch(readFileSync(file, 'utf8'), PROBE_CALL, file)
})

test('the build that counts does, and every call is a labelled statement', () => {
  const sources = filesOf('.').map((file) => readFileSync(file, 'utf8'))
  assert.ok(sources.some((source) => PROBE_CALL.test(source)))
  for (const source of sources) {
    for (const line of source.split('\n').filter((text) => PROBE_CALL.test(text))) {
      assert.match(line, /COUNT:/)
    }
  }
  assert.ok(existsSync(join(projectRoot(), 'dist', 'timed', 'engines', 'index.js')))
})
