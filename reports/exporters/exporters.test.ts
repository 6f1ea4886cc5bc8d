import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { projectRoot } from '../../engines/contract/index.js'
import { sampleAnalysis } from '../fixtures/analyses.js'
import { EXPORTERS, IN_FILE } from './index.js'

const FOLDER = join(projectRoot(), 'reports', 'exporters')

/** Modules of the folder that export nothing of a run. */
const OTHERS = ['exporter.ts', 'index.ts']

test('every file of the folder is an exporter in the list, by names and files of its own', () => {
  const files = readdirSync(FOLDER).filter((file) => !file.endsWith('.test.ts'))
  const names = EXPORTERS.map(({ name }) => name)
  for (const file of files.filter((one) => !OTHERS.includes(one))) {
    assert.ok(names.includes(file.replace(/\.ts$/, '')), file)
  }
  assert.equal(new Set(names).size, names.length)
  const written = EXPORTERS.flatMap(({ file }) => file ?? [])
  assert.equal(new Set(written).size, written.length)
})

test('every text ends with a newline, and only one that says so holds colours', async () => {
  for (const { coloured, name, text } of EXPORTERS) {
    const made = await text(sampleAnalysis(), { ...IN_FILE, colour: true })
    assert.ok(made.endsWith('\n'), name)
    assert.equal(made.includes('\u001b'), coloured === true, name)
  }
})
