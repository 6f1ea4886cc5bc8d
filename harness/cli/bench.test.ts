/** Whole runs, in seconds, with engines that work and engines that do not; those that crash are in bench/crash. */
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { ABSENT_TIERS } from '../../engines/index.js'
import { loadResult, readJournal } from '../../results/record/index.js'
import { LISTING } from '../engine/protocol.js'
import { onlyInThisProcess } from '../processes/testing.js'
import { run, runAllHere, runWith } from '../testing/capture.js'
import { newFolder, testEngine, tinySuite } from '../testing/suites.js'

/** What a run of the tiny suite leaves: a run takes seconds, and tests only read. */
const tiny = runTiny()

async function runTiny() {
  const out = join(newFolder(), 'out')
  return { out, ...(await runAllHere('bench', '--suite', tinySuite(), '--out', out, '--json')) }
}

test('a run leaves a result, a journal, reports and charts', async () => {
  const { code, out, stderr } = await tiny
  assert.equal(code, 0, stderr)
  for (const file of [
    'result.json',
    'journal.jsonl',
    'report.html',
    'summary.txt',
    'summary.md',
    'mail.txt',
    'figures.csv',
    'charts/headline.svg',
    'charts/headline.png',
    'charts/headline-dark.png',
  ]) {
    assert.ok(existsSync(join(out, file)), `${file} is missing`)
  }

  const result = loadResult(out)
  assert.equal(result.run.state, 'complete')
  const [cell] = result.cells
  assert.equal(cell.layout, 'keep')
  assert.deepEqual(new Set(cell.rounds.generation), new Set([0, 1]))
  const rounds = readJournal(join(out, 'journal.jsonl')).filter(({ type }) => type === 'round')
  assert.equal(rounds.length, cell.rounds.generation.length)
  // Work, not time: a 64K buffer takes 16 calls and walks a page at a time, and one as a run.
  const buffers = cell.operations.map ?? 0
  assert.equal(cell.counts['ts/per-page'].map?.walks, 16 * buffers)
  assert.equal(cell.counts['ts/map-unmap-pages'].map?.walks, buffers)
  // A position is never taken by one row more than once oftener than by another.
  const { order } = cell.rounds
  for (const row of result.rows) {
    const counts = [0, 1, 2].map((at) => order.filter((rows) => rows[at] === row.id).length)
    assert.ok(Math.max(...counts) - Math.min(...counts) <= 1, `${row.id}: ${counts}`)
  }
})

test('reports are made again from the result file alone', async () => {
  const { out } = await tiny
  const again = join(newFolder(), 'again')
  const { code } = await run('report', join(out, 'result.json'), '--out', again)
  assert.equal(code, 0)
  for (const file of ['report.html', 'summary.txt', 'charts/headline.svg']) {
    assert.equal(
      readFileSync(join(again, file), 'utf8'),
      readFileSync(join(out, file), 'utf8'),
      file,
    )
  }
})

test('--json prints the analysis and nothing else', async () => {
  const { out, stdout } = await tiny
  const analysis = JSON.parse(stdout)
  assert.equal(analysis.folder, out)
  assert.equal(analysis.cells[0].id, '64K@4K')
})

test('an engine that counts otherwise than its twin on tier ts fails by it', async () => {
  const out = join(newFolder(), 'out')
  const engines = ['--engine', 'ts/map-unmap-pages', testEngine('miscounts')]
  const args = ['--suite', tinySuite({ generations: 1 }), ...engines, '--out', out]
  const { code, stdout } = await runAllHere('bench', ...args)
  assert.equal(code, 1)
  const failed = loadResult(out).rows.filter(({ failure }) => failure !== undefined)
  assert.deepEqual(
    failed.map(({ id, failure }) => [id, failure?.kind]),
    [['other/map-unmap-pages', 'counts-differ']],
  )
  assert.match(
    failed[0]?.failure?.message ?? '',
    /map in 64K@4K: walks is \d+, and \d+ by ts\/map-/,
  )
  assert.match(stdout, /counts-differ in 64K@4K/)
})

const [absent] = ABSENT_TIERS
test(
  'tier native is the nearest, times itself, and counts what tier ts counts',
  absent === undefined ? {} : { skip: `${absent.why}; ${absent.remedy}` },
  async () => {
    const out = join(newFolder(), 'out')
    const engines = ['per-page', 'punt-range', 'ts/per-page', 'ts/punt-range']
    const cells = [
      { sweep: { sizes: ['64K'], pageSizes: ['4K+2M'], alignments: ['unaligned'] } },
      { sweep: { sizes: ['2M'], pageSizes: ['4K+2M'] } },
      { sweep: { sizes: ['64K'], segments: ['16K'], modes: ['non-coherent'] } },
      { rollback: { size: '4M', error: 'ENOMEM', at: ['table-end'] } },
    ]
    const { code, stderr } = await runAllHere(
      'bench',
      '--suite',
      tinySuite({ engines, cells, generations: 1 }),
      '--out',
      out,
    )
    assert.equal(code, 0, stderr)
    const result = loadResult(out)
    assert.deepEqual(
      result.rows.filter(({ role }) => role === 'baseline').map(({ tier }) => tier),
      ['native', 'ts'],
    )
    for (const cell of result.cells) {
      for (const shape of ['per-page', 'punt-range']) {
        assert.deepEqual(cell.counts[`native/${shape}`], cell.counts[`ts/${shape}`], cell.id)
      }
      // Rows in C take turns in rounds of their own, and so do those in Node.
      const inC = cell.rounds.order.map(([row]) => row.startsWith('native/'))
      for (const row of result.rows) {
        const [op] = cell.ops
        const own = inC.map((native) => native === (row.tier === 'native'))
        assert.deepEqual(
          cell.ns[row.id][op]?.map((ns) => ns !== null),
          own,
          `${cell.id} ${row.id}`,
        )
      }
    }
  },
)

test(
  'where all rows that run in Node fail as a cell is opened, those in C go on',
  absent === undefined ? {} : { skip: `${absent.why}; ${absent.remedy}` },
  async () => {
    const out = join(newFolder(), 'out')
    const engines = ['--engine', 'native/punt-range', testEngine('refuses-late')]
    const args = ['--suite', tinySuite(), ...engines, '--out', out]
    const { code, stderr } = await runWith(onlyInThisProcess(LISTING.module), 'bench', ...args)
    assert.equal(code, 1, stderr)
    const { cells, rows } = loadResult(out)
    const failed = rows.filter(({ failure }) => failure !== undefined)
    assert.deepEqual(
      failed.map(({ failure, id }) => [id, failure?.stage]),
      [
        ['broken/per-page', 'timing'],
        ['broken/per-page~null', 'timing'],
      ],
    )
    assert.ok((cells[0].ns['native/punt-range'].map ?? []).every((ns) => ns !== null))
    assert.deepEqual(new Set(cells[0].rounds.generation), new Set([0, 1]))
  },
)
