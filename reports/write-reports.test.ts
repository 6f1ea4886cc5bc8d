import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { test } from 'node:test'
import { CHARTS, DARK, LIGHT } from './charts/index.js'
import { sampleAnalysis } from './fixtures/analyses.js'
import { writeReports } from './index.js'

function inFolder(run: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'unmap-bench-reports-'))
  return run(folder).finally(() => rmSync(folder, { recursive: true }))
}

const files = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    .length

const TEXTS = ['report.html', 'summary.txt', 'summary.md', 'mail.txt', 'figures.csv']
const drawn = CHARTS.filter((chart) => chart.spec(sampleAnalysis()) !== undefined).flatMap(
  ({ name }) => [name, `${name}-dark`],
)

test('writes the page, the texts and every chart as two files on either ground, and nothing else', () =>
  inFolder(async (folder) => {
    const { written, missing } = await writeReports(sampleAnalysis(), folder)
    assert.deepEqual(
      written.map((path) => relative(folder, path)),
      [...TEXTS, ...drawn.flatMap((name) => [`charts/${name}.svg`, `charts/${name}.png`])],
    )
    assert.deepEqual(missing, [])
    assert.equal(files(folder), written.length)
    const svg = (name: string) => readFileSync(join(folder, `charts/${name}.svg`), 'utf8')
    assert.match(svg('headline'), /^<svg /)
    assert.ok(
      svg('headline').includes(LIGHT.background) && svg('headline-dark').includes(DARK.background),
    )
  }))

test('without node-canvas the rest is written, and told what is missing and why', () =>
  inFolder(async (folder) => {
    const load = () => Promise.reject(new Error('no binary'))
    const { written, missing } = await writeReports(sampleAnalysis(), folder, { load })
    assert.equal(written.length, TEXTS.length + drawn.length)
    assert.deepEqual(
      missing.map(({ path }) => relative(folder, path)),
      drawn.map((name) => `charts/${name}.png`),
    )
    for (const { why } of missing) assert.match(why, /no binary.*npm install/)
    assert.equal(files(folder), written.length)
  }))

test('charts without figures are left out', () =>
  inFolder(async (folder) => {
    const { written } = await writeReports({ ...sampleAnalysis(), cells: [], means: [] }, folder)
    assert.deepEqual(
      written.map((path) => relative(folder, path)),
      TEXTS,
    )
  }))
