import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { projectRoot } from '../../../engines/contract/index.js'
import { ABSENT_TIERS, InputError, NEAREST_TIERS } from '../../../engines/index.js'
import { buildReport } from '../../../engines/native/index.js'
import { cellsOf, loadSuite, timedAnywhere } from '../../../workloads/index.js'
import { inThisProcess } from '../../processes/testing.js'
import { newFolder, testEngine } from '../../testing/suites.js'
import { placeRows } from '../plan/place.js'
import { rowsOf } from '../plan/rows.js'
import { selectEngines } from './select-engines.js'

const native = ABSENT_TIERS.find(({ tier }) => tier === 'native')
const skip = native === undefined ? {} : { skip: native.why }

const HANG_MS = 30_000

test('other tiers are counted where the suite asks for it, each engine once', skip, async () => {
  const wanted = { timed: ['per-page', 'ts/punt'], counted: ['punt', 'map-sg'], countTiers: true }
  const selected = await selectEngines(wanted, HANG_MS)
  assert.deepEqual(
    selected
      .filter(({ description }) => NEAREST_TIERS.some((tier) => tier === description.tier))
      .filter(({ description }) => ['native', 'ts'].includes(description.tier))
      .map(({ part, reference }) => `${part} ${reference}`)
      .sort(),
    [
      'baseline native/per-page',
      'baseline ts/per-page',
      'counted native/map-sg',
      'counted native/punt',
      'counted ts/map-sg',
      'shape ts/punt',
    ],
  )
})

test(
  'each variant of a tier has a baseline and both null rows of its own, where it is timed',
  skip,
  async () => {
    const suite = loadSuite('full')
    const wanted = { timed: timedAnywhere(suite), counted: [], skipAbsent: true }
    const selected = await selectEngines(wanted, HANG_MS)
    assert.equal(selected.find(({ part }) => part === 'baseline')?.reference, 'native/per-page')
    const rows = rowsOf(selected)
    const cells = cellsOf(suite)
    for (const tier of ['native+rpm', 'native+spinlock']) {
      const placed = cells
        .map((cell) => ({ id: cell.id, own: placeRows(cell, rows) }))
        .map(({ id, own }) => ({
          id,
          timed: own.rows.filter((row) => row.engine.description.tier === tier),
          counted: own.counted.filter(({ description }) => description.tier === tier),
        }))
      for (const { counted, id, timed } of placed) {
        const here = ['64K@4K', '2M@4K', '64M@4K'].includes(id)
        assert.equal(timed.length, here ? 6 : 0, `${tier} in ${id}`)
        assert.equal(counted.length, here ? 4 : 0, `${tier} in ${id}`)
        if (!here) continue
        assert.deepEqual(timed.map(({ role }) => role).sort(), [
          'baseline',
          'null',
          'null',
          'shape',
          'shape',
          'shape',
        ])
      }
    }
  },
)

test("an engine of per-page on a tier of its own is that tier's baseline", async () => {
  const [own, other] = ['own-baseline', 'miscounts'].map(testEngine)
  const partsOf = async (...timed: string[]) =>
    (await selectEngines({ timed, counted: [] }, HANG_MS, inThisProcess)).map(
      ({ description, part }) => `${part} ${description.id}`,
    )
  assert.deepEqual(await partsOf(other, own), [
    'shape other/map-unmap-pages',
    'baseline other/per-page',
  ])
  assert.deepEqual(await partsOf(other), ['baseline ts/per-page', 'shape other/map-unmap-pages'])
})

test('an engine of a kernel whose tree is not named asks for the tree', async () => {
  await assert.rejects(
    selectEngines({ timed: ['linux-6.1.192/per-page'], counted: [] }, HANG_MS),
    (error) => error instanceof InputError && /name its tree with --kernel/.test(error.message),
  )
})

test('a variant that was not built is refused with the reason', skip, () => {
  const folder = newFolder()
  const build = { ...buildReport(), variants: { timed: { file: '', flags: [] } } }
  writeFileSync(
    join(folder, 'build.json'),
    JSON.stringify({ ...build, missing: { clang: 'there is no clang' } }),
  )
  const main = pathToFileURL(join(projectRoot(), 'dist', 'harness', 'cli', 'main.js')).href
  const code = `process.exitCode = await (await import('${main}')).main(['bench', '--engine', 'native+clang/punt'])`
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
    env: { ...process.env, UNMAP_BENCH_NATIVE: folder },
    encoding: 'utf8',
  })
  assert.equal(stderr, 'native+clang/punt was not built: there is no clang\n')
  assert.equal(status, 2)
})

test("a suite's engines of tiers that are not there are skipped; the user's own are not", async () => {
  const wanted = { timed: ['ts/punt'], counted: [] }
  const missing = 'native+nonsense/punt'
  await assert.rejects(
    selectEngines({ ...wanted, timed: [missing], skipAbsent: true }, HANG_MS),
    (error) => error instanceof InputError && error.message.includes(missing),
  )
  for (const { tier } of ABSENT_TIERS) {
    const timed = ['ts/punt', `${tier}/punt`]
    const selected = await selectEngines({ ...wanted, timed, skipAbsent: true }, HANG_MS)
    assert.ok(selected.every(({ description }) => description.tier === 'ts'))
    await assert.rejects(
      selectEngines({ ...wanted, timed }, HANG_MS),
      (error) => error instanceof InputError && error.message.includes('is absent'),
    )
  }
})
