/** The examples of docs/engines.md, copied to a folder outside the tree: what verify and bench do with them. */
import assert from 'node:assert/strict'
import { cpSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { compileTape, MAP, PAGE, projectRoot, UNMAP } from '../../engines/contract/index.js'
import { replay } from '../bench/crash/replay.js'
import { selectEngines } from '../bench/selection/select-engines.js'
import { CASES } from '../conformance/cases/index.js'
import { CONFORMANCE } from '../conformance/trial/protocol.js'
import { spawn as spawnProcess } from '../processes/handle.js'
import { inThisProcess } from '../processes/testing.js'
import { newFolder } from '../testing/suites.js'

const folder = newFolder()
cpSync(join(projectRoot(), 'engines', 'examples'), folder, { recursive: true })
const HANG_MS = 30_000

/** Every case finds what a stale table or hint leads to; a format is checked field by field before. */
for (const [name, cases] of [
  ['first-stage.ts#punt', CASES.slice(0, 10)],
  ['walk-cache.ts', CASES],
  ['contiguous.ts', CASES],
] as const) {
  test(`${name} passes ${cases.length} cases of verify, and random operations`, async () => {
    const worker = inThisProcess(CONFORMANCE)
    await worker.request('open', { engine: join(folder, name) }, HANG_MS)
    const failed: string[] = []
    for (const one of cases) {
      const verdict = await worker.request('case', { name: one.name }, HANG_MS)
      if (verdict.status === 'failed') failed.push(`${one.name}: ${verdict.reason}`)
    }
    const { failure } = await worker.request('random', { operations: 100, seed: 3 }, HANG_MS)
    assert.deepEqual([failed, failure], [[], undefined])
  })
}

const BUFFERS = 64
const SIZE = 16 * PAGE
const tape = compileTape(
  ([MAP, UNMAP] as const).map((op) => ({
    op: op === MAP ? 'map' : 'unmap',
    timed: true,
    operations: Array.from({ length: BUFFERS }, (_, nth) => ({
      op,
      iova: nth * SIZE,
      paddr: op === MAP ? nth * SIZE : 0,
      size: SIZE,
    })),
  })),
)

const DOMAIN = { ias: 48, oas: 48, pgsizeBitmap: PAGE, coherent: true, strict: true }

for (const [name, walks, spawn] of [
  ['flat.ts', 0, inThisProcess],
  ['walk-cache.ts', 2, spawnProcess],
  ['contiguous.ts', BUFFERS, inThisProcess],
] as const) {
  test(`bench gates, counts and times ${name}, which has less than 80 lines`, async () => {
    const engine = join(folder, name)
    assert.ok(readFileSync(engine, 'utf8').split('\n').length <= 80)
    const crash = { cell: '64K@4K', domain: DOMAIN, engine, seed: 1, tape }
    const { counts } = await replay(crash, HANG_MS, () => {}, spawn)
    assert.equal(counts.map?.walks ?? 0, walks)
  })
}

test('bench gates, counts and times a call shape over a format, and its baseline comes along', async () => {
  const named = join(folder, 'first-stage.ts')
  const selected = await selectEngines({ timed: [`${named}#punt`], counted: [] }, HANG_MS)
  assert.deepEqual(
    selected.map(({ description, part, reference }) => [part, description.id, reference]),
    [
      ['baseline', 'ts/per-page@vtd-fs', `${named}#per-page`],
      ['shape', 'ts/punt@vtd-fs', `${named}#punt`],
    ],
  )
  const { counts } = await replay(
    { cell: '64K@4K', domain: DOMAIN, engine: `${named}#punt`, seed: 1, tape },
    HANG_MS,
    () => {},
  )
  assert.deepEqual([counts.map?.walks, counts.unmap?.walks], [BUFFERS, BUFFERS])
})
