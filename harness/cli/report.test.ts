import assert from 'node:assert/strict'
import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { EXPORTERS, IN_FILE } from '../../reports/index.js'
import { analyse } from '../../results/analysis/index.js'
import { SYNTHETIC_CELLS, syntheticResult } from '../../results/fixtures/synthetic.js'
import {
  createRunFolder,
  loadResult,
  saveResult,
  updateLatest,
} from '../../results/record/index.js'
import { savedFolder } from '../../results/record/runs/index.js'
import { newFolder } from '../testing/suites.js'
import { type ReportOptions, report } from './report.js'

/** A run of one cell: where its reports lie is the point, and not what they draw. */
const RUN = syntheticResult({ generations: 2, withoutCells: SYNTHETIC_CELLS.slice(1) })

/** The state that the command ends in, and what it printed. */
async function reported(base: string, name: string, options: ReportOptions = {}) {
  const written = { stdout: '', stderr: '' }
  const io = {
    stdout: { write: (text: string) => (written.stdout += text) },
    stderr: { write: (text: string) => (written.stderr += text) },
  }
  return { code: await report(name, options, io, base), ...written }
}

test('a run is reported by path, by its date, by the name it was saved under, and as latest', async () => {
  const base = newFolder()
  const dated = createRunFolder(base, new Date(0))
  const saved = savedFolder(base, 'before')
  mkdirSync(saved, { recursive: true })
  for (const folder of [dated, saved]) saveResult(folder, RUN)
  updateLatest(base, dated)
  for (const [name, folder] of [
    ['1970-01-01T00-00-00', dated],
    ['before', saved],
    [join(saved, 'result.json'), saved],
    ['latest', dated],
  ] as const) {
    const page = join(folder, 'report.html')
    rmSync(page, { force: true })
    const { code, stderr } = await reported(base, name)
    assert.equal(code, 0, stderr)
    assert.ok(existsSync(page), name)
  }
})

test('where latest is a file, the reports lie in the folder that it names', async () => {
  const base = newFolder()
  const dated = createRunFolder(base, new Date(0))
  saveResult(dated, RUN)
  writeFileSync(join(base, 'latest'), '1970-01-01T00-00-00\n')
  assert.equal((await reported(base, 'latest')).code, 0)
  assert.ok(existsSync(join(dated, 'report.html')))
  assert.ok(!existsSync(join(base, 'report.html')))
})

test("the folder of another run, ended or not, keeps that run's reports", async () => {
  const base = newFolder()
  const [own, ended, killed] = [0, 1000, 2000].map((at) => createRunFolder(base, new Date(at)))
  for (const folder of [own, ended]) saveResult(folder, RUN)
  writeFileSync(join(killed, 'journal.jsonl'), '')
  copyFileSync(join(own, 'result.json'), join(ended, 'copy.json'))
  for (const [name, out] of [
    [own, ended],
    [own, killed],
    [join(ended, 'copy.json'), undefined],
  ] as const) {
    await assert.rejects(
      reported(base, name, out === undefined ? {} : { out }),
      /^InputError: \S+ holds the (result\.json|journal\.jsonl) of another run, .* with --out$/,
    )
  }
  assert.deepEqual(readdirSync(ended), ['copy.json', 'result.json'])
  updateLatest(base, own)
  assert.equal((await reported(base, 'latest', { out: own })).code, 0)
})

test('a name that no run has is reported with the nearest', () =>
  assert.rejects(reported(newFolder(), 'befor'), /befor: not found; name a result.json/))

test('--format prints one report and writes nothing', async () => {
  const base = newFolder()
  const saved = savedFolder(base, 'before')
  mkdirSync(saved, { recursive: true })
  saveResult(saved, syntheticResult({ generations: 2 }))
  const analysis = analyse(loadResult(saved))
  for (const { name, text } of EXPORTERS) {
    const { code, stdout, stderr } = await reported(base, 'before', { format: name })
    assert.deepEqual({ code, stderr }, { code: 0, stderr: '' })
    assert.equal(stdout, await text(analysis, { ...IN_FILE, folder: saved }), name)
  }
  assert.deepEqual(readdirSync(saved), ['result.json'])
  await assert.rejects(
    reported(base, 'before', { format: 'mial' }),
    /--format mial \(did you mean mail\?\): there are terminal, html, summary, markdown, mail, csv, json/,
  )
})
