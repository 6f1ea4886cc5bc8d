import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { traceNames, tracesFolder } from '../../workloads/index.js'
import { countedLibrary } from './library.js'
import { callsTable, libraryText, withLibrary } from './library-text.js'

const page = readFileSync(join(tracesFolder(), 'README.md'), 'utf8')

/** Counting all takes half a minute. */
const FEW = ['arm64-6.1-strict-nvme_huge4m', 'arm64-6.1-strict-boot']

test('the page has a line for each bundled trace, with the calls that it has', () => {
  for (const line of callsTable(countedLibrary(FEW)).split('\n').slice(2)) {
    assert.ok(page.includes(`\n${line}\n`), line)
  }
  const lines = page.split('\n')
  for (const name of traceNames()) {
    assert.equal(lines.filter((line) => line.startsWith(`| \`${name}\` |`)).length, 3, name)
  }
})

test('answers are ratios of instructions; what was not counted is no figure', () => {
  const instructions = { 'per-page': 200, 'unmap-pages': 100, 'map-unmap-pages': 50, punt: 40 }
  const trace = { name: 'nvme', calls: {}, adds: {}, instructions }
  const text = libraryText([trace], 'cc 1')
  assert.match(
    text,
    /\| `nvme` \| 200\.0 \| 100\.0 \| 50\.0 \| 40\.0 \| - \| 2\.00 x \| 4\.00 x \| 1\.25 x \| - \|$/,
  )
  assert.doesNotMatch(libraryText([trace]), /cc 1|200\.0/)
})

test('the tables replace those before them, and nothing else', () => {
  const made = withLibrary(page, 'new')
  assert.equal(withLibrary(made, 'new'), made)
  const [before, after] = made.split('\n\nnew\n\n')
  assert.ok(page.startsWith(before ?? '-') && page.endsWith(after ?? '-'))
  assert.throws(() => withLibrary('# Traces', 'new'), /has no <!-- made by/)
})
