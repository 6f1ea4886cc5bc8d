/** Every tree of this machine: its engines, its self-tests, and what becomes of a change to it. */
import assert from 'node:assert/strict'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import {
  compileTape,
  type Engine,
  GIB,
  InputError,
  KIB,
  MAP,
  MIB,
  MODE_FACTS,
  SHAPES,
  SILENT,
  sameChoices,
  UNMAP,
} from '../contract/index.js'
import {
  type CountingBinding,
  ensureLinkOrders,
  loadModule,
  modulesOf,
  runTurns,
} from '../native/index.js'
import {
  leavesOf,
  nativeEngines,
  noLines,
  sumProbe,
  writesBackWhatItReports,
} from '../native/testing.js'
import { domainOf, PAGES_2M, PAGES_4K } from '../testing.js'
import { runSelfTests, SELF_TEST } from './build/index.js'
import { linuxTier, linuxTierIn, readTrees } from './index.js'
import { IO_PGTABLE_ARM } from './io-pgtable-arm/manifest.js'
import {
  armTiers,
  maps,
  only,
  runsAndTimes,
  SIZE,
  skip,
  tape,
  tierOfCopy,
  tiers,
  tiersOf,
  unusable,
} from './testing.js'

const LIBRARY = 'drivers/iommu/io-pgtable-arm.c'

test('every tree that is found can be used', { skip }, () => {
  assert.deepEqual(unusable, [])
})

test('trees and tier native take turns in one call', { skip }, () => {
  const engines = [...nativeEngines, ...tiers.flatMap(({ engines }) => engines)]
  const domain = domainOf({ pgsizeBitmap: PAGES_4K | PAGES_2M })
  const rows = engines.map((engine) => ({ session: engine.open(domain, SILENT), tape }))
  const order = Uint16Array.from(rows.keys()).reverse()
  for (const [row, { cycles, outcomes }] of runTurns(rows, order, { timeNs: 1 }).entries()) {
    assert.ok(cycles.timed[0] > 0)
    assert.equal(outcomes[0].failures, 0)
    assert.deepEqual(leavesOf(rows[row].session), [])
    rows[row].session.close()
  }
})

test('a tree is linked in other orders where it lies', { skip }, async () => {
  // Trees are built alike: of those with most libraries one is enough.
  const [tier] = tiers.toSorted((a, b) => b.builds.length - a.builds.length)
  const modules = modulesOf(tier.engines)
  assert.ok(modules.length > tier.builds.length)
  assert.ok((await ensureLinkOrders(modules, 3)).ready >= 3)
})

for (const { builds, engines, tier } of tiers) {
  test(`${tier}: ids, and another process finds the same tier`, () => {
    const ids = engines.map(({ id }) => id)
    assert.equal(new Set(ids).size, ids.length)
    for (const id of ids) assert.ok(id.startsWith(`${tier}/`) || id.startsWith(`${tier}+`))
    const found = linuxTierIn(
      tier,
      builds.map(({ folder }) => folder),
    )
    assert.deepEqual(
      found.engines.map(({ id }) => id),
      ids,
    )
  })
}

for (const tier of armTiers) {
  test(`${tier.tier}: rows of both stages and every variant run and time series`, () => {
    for (const engine of tier.engines) {
      for (const { coherent, strict } of Object.values(MODE_FACTS)) {
        runsAndTimes(engine, { coherent, strict })
      }
    }
  })

  test(`${tier.tier}: the granules of 16K and 64K map, translate and unmap`, () => {
    const sizes: Record<string, [page: number, block: number]> = {
      'arm-lpae-16k': [16 * KIB, 32 * MIB],
      'arm-lpae-64k': [64 * KIB, 512 * MIB],
    }
    for (const engine of tier.granules) {
      const [page, block] = sizes[engine.format.replace('-s2', '')]
      const { probe, take } = sumProbe()
      for (const listener of [SILENT, probe]) {
        const session = engine.open(domainOf({ pgsizeBitmap: page | block }), listener)
        const iova = 64 * GIB - 3 * page
        const size = block + 7 * page
        const operations = [{ op: MAP, iova, paddr: iova, size } as const]
        const back = [{ op: UNMAP, iova, paddr: 0, size } as const]
        const cycle = compileTape([
          { op: 'map', timed: true, operations },
          { op: 'unmap', timed: true, operations: back },
        ])
        const outcome = { bytes: 0, failures: 0, error: 0 }
        take()
        session.runMaps(cycle, 0, 1, outcome)
        assert.equal(session.translate(iova + page + 5), iova + page + 5)
        assert.equal(session.translate(iova + size), undefined)
        assert.equal(leavesOf(session).length, 8 * 3)
        if (listener === probe) {
          const { blockLeaves, pageLeaves } = take()
          assert.deepEqual([pageLeaves, blockLeaves], [7, 1], engine.id)
        }
        session.runUnmaps(cycle, 1, 2, outcome)
        assert.deepEqual(outcome, { bytes: 2 * size, failures: 0, error: 0 })
        assert.equal(session.leakedTables(), 0)
        session.close()
      }
    }
  })

  test(`${tier.tier}: physical address 0 is a translation, and what is not mapped is none`, () => {
    const session = tier.engines[0].open(domainOf(), SILENT)
    const operations = [{ op: MAP, iova: 4096, paddr: 0, size: 4096 } as const]
    session.runMaps(compileTape([{ op: 'map', timed: true, operations }]), 0, 1, {
      bytes: 0,
      failures: 0,
      error: 0,
    })
    assert.equal(session.translate(4096), 0)
    assert.equal(session.translate(0), undefined)
    assert.equal(session.translate(2 ** 50), undefined)
    session.close()
  })

  test(`${tier.tier}: a domain that the library refuses is refused in words`, () => {
    const open = (changes: object) => () => tier.engines[0].open(domainOf(changes), SILENT)
    assert.throws(open({ pgsizeBitmap: PAGES_4K | (64 * KIB) }), /no leaf of/)
    assert.throws(open({ oas: 39 }), /oas of 32/)
  })

  test(`${tier.tier}: the kernel’s own self-tests pass, and no warning was given`, async () => {
    const result = await runSelfTests(tier.build, IO_PGTABLE_ARM)
    assert.ok('tests' in result, JSON.stringify(result))
    assert.ok(result.tests.length >= 18)
    assert.deepEqual(
      result.tests.filter(({ ok }) => !ok),
      [],
    )
  })

  test(`${tier.tier}: a fault in it fails its self-tests`, async () => {
    const fault = (text: string) => text.replaceAll('GENMASK_ULL(47,12)', 'GENMASK_ULL(47,13)')
    const { builds } = await tierOfCopy([tier.build], {
      change: only(LIBRARY, fault),
      variants: [SELF_TEST],
    })
    const result = await runSelfTests(builds[0], IO_PGTABLE_ARM)
    assert.ok('tests' in result && result.tests.some(({ ok }) => !ok))
    rmSync(builds[0].folder, { recursive: true })
  })

  test(`${tier.tier}: the lines that it reports are written back`, { skip: noLines }, () => {
    const { file } = tier.build.variants.counted
    const module = loadModule(join(tier.build.folder, file)) as CountingBinding
    for (const engine of tier.engines.filter(({ variant }) => variant.name === '')) {
      writesBackWhatItReports(engine, module)
    }
  })

  test(`${tier.tier}: what is timed holds nothing that counts`, () => {
    for (const [name, { file }] of Object.entries(tier.build.variants)) {
      const object = readFileSync(join(tier.build.folder, file), 'latin1')
      assert.equal(object.includes('__tsan_read8'), name === 'counted', name)
    }
  })
}

test('builds that are not wanted are not made; where all are there, those that are wanted are of them', {
  skip,
}, async () => {
  const [{ build }] = armTiers
  const variants = ['counted']
  const [tree] = await readTrees([build.kernel.reference])
  const change = only(LIBRARY, (text) => `${text}/* changed */\n`)
  const same = await linuxTier(tree, variants)
  const changed = await tierOfCopy([build], { change, variants })
  assert.equal(same.builds[0].folder, build.folder)
  for (const { builds } of [same, changed]) {
    assert.deepEqual(Object.keys(builds[0].variants), variants)
  }
  assert.ok(!existsSync(join(changed.builds[0].folder, build.variants.timed.file)))
})

test('a name that the shim lacks is reported with its place', { skip }, async () => {
  const [{ build }] = armTiers
  const use = (text: string) =>
    `${text}\nint made_up(void);\nint made_up(void) { return not_there(1); }\n`
  await assert.rejects(tierOfCopy([build], { change: only(LIBRARY, use) }), (error) => {
    assert.ok(error instanceof InputError)
    assert.match(
      error.message,
      /uses a name.*: not_there \(drivers\/iommu\/io-pgtable-arm\.c:\d+\)/,
    )
    return true
  })
})

test('trees of two versions work side by side in one process', { skip }, () => {
  for (const tier of tiers) {
    const session = tier.engines[0].open(domainOf(), SILENT)
    session.runMaps(tape, 0, 3, { bytes: 0, failures: 0, error: 0 })
    assert.equal(session.translate(maps[2].iova + 5), maps[2].paddr + 5)
  }
  for (const build of tiers.flatMap(({ builds }) => builds)) {
    assert.ok(existsSync(join(build.folder, build.variants.timed.file)))
    assert.ok('warnings' in loadModule(join(build.folder, build.variants.timed.file)))
  }
})

/** Write-backs of an unmap that ends in two tables, all of a run's ptes at once or each alone. */
function writeBacksOf(engine: Engine): number | undefined {
  const { probe, take } = sumProbe()
  const session = engine.open(domainOf({ pgsizeBitmap: PAGES_4K, coherent: false }), probe)
  const outcome = { bytes: 0, failures: 0, error: 0 }
  session.runMaps(tape, 0, 1, outcome)
  take()
  session.runUnmaps(tape, 3, 4, outcome)
  session.close()
  return take().writeBacks
}

test('rows choose what their shapes do, and write back as their tree does', { skip }, () => {
  for (const { build, engines } of armTiers) {
    for (const engine of engines) {
      const { choices, id } = engine
      assert.ok(choices, id)
      const expected = choices.writeBack === 'run' ? 2 : SIZE / 4096
      assert.equal(writeBacksOf(engine), expected, id)
      const shape = engine.shape === 'old-map-unmap' ? 'per-page' : engine.shape
      const own = Object.values(SHAPES).find(({ name }) => name === shape)?.choices
      assert.ok(own, id)
      assert.ok(sameChoices(choices, own, { coherent: true, lazy: false }), id)
      const runs = ['unmap-pages', 'map-unmap-pages', 'range-gather'].includes(shape)
      assert.equal(choices.writeBack, runs ? build.writeBack : 'pte', id)
    }
  }
})

for (const [version, writeBack] of [
  ['6.1', 'pte'],
  ['6.12', 'run'],
]) {
  const { skip, tiers } = tiersOf(version)
  test(`Linux ${version} is read to write back a ${writeBack} at once`, { skip }, () => {
    for (const { build } of tiers) assert.equal(build.writeBack, writeBack)
  })
}

test('range-gather is not for parts of blocks where the tree splits them', { skip }, () => {
  for (const { build, engines } of armTiers) {
    for (const { id, semantics, shape } of engines) {
      const own = shape === 'range-gather' && build.semantics.insideBlock === 'split'
      const insideBlock = own ? 'excluded' : build.semantics.insideBlock
      assert.deepEqual(semantics, { ...build.semantics, insideBlock }, id)
    }
  }
})
