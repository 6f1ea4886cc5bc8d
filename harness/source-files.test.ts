import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { after, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { projectRoot } from '../engines/contract/index.js'

const script = pathToFileURL(join(projectRoot(), 'harness', 'source-files.mjs')).href
const { sourcesBelow }: { sourcesBelow: (folder: string) => string[] } = await import(script)

const parent = mkdtempSync(join(tmpdir(), 'unmap-bench-'))
after(() => rmSync(parent, { recursive: true, force: true }))

/** A run's folder that Node cannot list: the name is no UTF-8. */
const UNREADABLE = Buffer.concat([Buffer.from(`${parent}/results/saved/`), Buffer.from([0xff])])

test('set-up looks into no run, saved or not: neither what lies there nor its name is of the build', () => {
  for (const folder of ['results/record', 'results/2026-01-02T03-04-05', 'results/saved/mine']) {
    mkdirSync(join(parent, folder), { recursive: true })
    writeFileSync(join(parent, folder, 'engine.ts'), '')
  }
  mkdirSync(UNREADABLE)
  const found = sourcesBelow(join(parent, 'results')).map((path) => relative(parent, path))
  assert.deepEqual(found, [join('results', 'record', 'engine.ts')])
  const { exclude }: { exclude: string[] } = JSON.parse(
    readFileSync(join(projectRoot(), 'tsconfig.json'), 'utf8'),
  )
  assert.deepEqual(
    exclude.filter((path) => path.startsWith('results/')),
    ['results/[0-9]*', 'results/saved'],
  )
})
