/** Patches to a tree with two libraries: before and after side by side, and what a patch leaves alone stays as built. */
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { type Counts, type Engine, GIB, MIB, PAGE, sameCounts } from '../contract/index.js'
import { countInstructions } from '../instructions/index.js'
import { bufferTape, DOMAIN, skip as noCounts } from '../instructions/testing.js'
import { CountedSession, domainOf } from '../testing.js'
import { withFormats } from './generic-pt/testing.js'
import { type LinuxTier, linuxTier, PLAIN_BUILDS, readTrees } from './index.js'
import { armTiers, copyOf, genericTiers, runsAndTimes, skipGeneric } from './testing.js'
import { git, temporaryFolder } from './trees/testing.js'

const ARM = 'drivers/iommu/io-pgtable-arm.c'
const GENERIC = 'drivers/iommu/generic_pt/iommu_pt.h'
const FORMAT = 'drivers/iommu/generic_pt/fmt/vtdss.h'
const PAGES_HEADER = 'drivers/iommu/iommu-pages.h'

/** The tree as it is, and where it lies: one with both libraries, in a clone of its own. */
interface Before {
  folder: string
  tier: LinuxTier
}

const [generic] = genericTiers
const arm = armTiers.find(({ tier }) => tier === generic?.tier)
const skip = skipGeneric || (arm === undefined && 'no kernel tree with both libraries was found')

async function makeBefore(): Promise<Before> {
  const builds = [generic, arm].flatMap((one) => (one === undefined ? [] : [one.build]))
  const folder = copyOf(builds, { change: withFormats('vtdss', 'x86_64') })
  git(folder, 'init', '--quiet')
  git(folder, 'add', '.')
  git(folder, 'commit', '--quiet', '-m', 'before')
  const [tree] = await readTrees([folder])
  return { folder, tier: await linuxTier(tree, PLAIN_BUILDS) }
}

/** At the top, so that its folder outlives the test that is the first to need it. */
const before = skip === false ? await makeBefore() : undefined

/** The tree with changes to its files, as `--patch` makes it. */
async function patched(name: string, changes: Record<string, (text: string) => string>) {
  assert.ok(before)
  const { folder, tier } = before
  for (const [path, change] of Object.entries(changes)) {
    const text = readFileSync(join(folder, path), 'utf8')
    const changed = change(text)
    assert.notEqual(changed, text, path)
    writeFileSync(join(folder, path), changed)
  }
  const patch = join(temporaryFolder(), `${name}.patch`)
  writeFileSync(patch, git(folder, 'diff'))
  git(folder, 'checkout', '--quiet', '.')
  const [, tree] = await readTrees([folder], { patches: [patch] })
  const after = await linuxTier(tree, PLAIN_BUILDS)
  assert.equal(after.tier, `${tier.tier}-${name}`)
  assert.deepEqual(after.missing, [])
  return { tier, after }
}

function buildOf({ builds }: LinuxTier, library: string) {
  const build = builds.find((one) => one.library === library)
  assert.ok(build, library)
  return build
}

function engineOf({ engines, tier }: LinuxTier, row: string) {
  const engine = engines.find(({ id }) => id === `${tier}/${row}`)
  assert.ok(engine, row)
  return engine
}

/** A map and an unmap of 256 pages, counted. */
function countsOf(engine: Engine): Counts[] {
  const session = new CountedSession(engine, domainOf())
  const [iova, size] = [64 * GIB, MIB]
  session.map(iova, 128 * GIB + PAGE, size)
  session.unmap(iova, size)
  const counts = [session.map(iova, 128 * GIB + PAGE, size), session.unmap(iova, size)]
  session.close()
  return counts.map((one) => one.counts)
}

/** Rows of two tiers that count the same in both directions; all run. */
function sameRows(one: LinuxTier, other: LinuxTier, rows: readonly string[]): boolean[] {
  return rows.map((row) => {
    const [a, b] = [one, other].map((tier) => {
      const engine = engineOf(tier, row)
      runsAndTimes(engine, {})
      return countsOf(engine)
    })
    return a.every((counts, at) => sameCounts(counts, b[at]))
  })
}

const ROWS = ['punt-range@vtd-ss', 'punt-range@x86-64', 'map-unmap-pages']

/** Each entry that an unmap looks at is looked at twice. */
const readTwice = (text: string) =>
  text.replaceAll(
    /^\t\tpts\.type = pt_load_entry_raw\(&pts\);\n\t\} while \(true\);/gm,
    '\t\tpts.type = pt_load_entry_raw(&pts);\n\t\tpts.type = pt_load_entry_raw(&pts);\n\t} while (true);',
  )

test("a patch to generic_pt's own file shows in the counts of every format; io-pgtable-arm is not built again", {
  skip,
}, async () => {
  const { after, tier } = await patched('reads', { [GENERIC]: readTwice })
  assert.deepEqual(sameRows(tier, after, ROWS), [false, false, true])
  for (const row of ROWS.slice(0, 2)) {
    const [was, is] = [tier, after].map((one) => countsOf(engineOf(one, row)))
    assert.deepEqual(is[0], was[0], row)
    assert.equal(is[1].pteReads, (was[1].pteReads ?? 0) + 255, row)
  }
  const [was, is] = [tier, after].map((one) => buildOf(one, 'io-pgtable-arm'))
  assert.equal(is.folder, was.folder)
  assert.deepEqual([was.tier, is.tier], [tier.tier, after.tier])
  assert.deepEqual([was.kernel.patch, is.kernel.patch !== undefined], [undefined, true])
  const module = (one: LinuxTier) => engineOf(one, 'map-unmap-pages').module()
  assert.equal(module(after), module(tier))
})

test('a patch to io-pgtable-arm leaves generic_pt as it was built', { skip }, async () => {
  const { after, tier } = await patched('arm', {
    [ARM]: (text) => text.replace(/^#define pr_fmt/m, '#define UNUSED_HERE\n$&'),
  })
  const folders = [tier, after].map((one) => buildOf(one, 'generic_pt').folder)
  assert.equal(folders[1], folders[0])
  assert.notEqual(buildOf(after, 'io-pgtable-arm').folder, buildOf(tier, 'io-pgtable-arm').folder)
  assert.deepEqual(sameRows(tier, after, ROWS), [true, true, true])
})

test('a patch to both libraries builds both again; one to the header of table pages is for generic_pt alone', {
  skip,
}, async () => {
  const comment = (text: string) => `${text}/* changed */\n`
  const { after, tier } = await patched('both', { [ARM]: comment, [GENERIC]: readTwice })
  for (const { folder, library } of after.builds) {
    assert.notEqual(folder, buildOf(tier, library).folder, library)
  }
  assert.deepEqual(sameRows(tier, after, ROWS), [false, false, true])
  const pages = await patched('pages', { [PAGES_HEADER]: comment })
  const [was, is] = [tier, pages.after].map((one) =>
    ['io-pgtable-arm', 'generic_pt'].map((library) => buildOf(one, library).folder),
  )
  assert.equal(is[0], was[0])
  assert.notEqual(is[1], was[1])
  assert.deepEqual(sameRows(tier, pages.after, ROWS), [true, true, true])
})

const PAGES = 64

/** Instructions that a map and an unmap of so many pages more take: what a call costs once is not in them. */
async function instructionsOf(tier: LinuxTier, row: string): Promise<[map: number, unmap: number]> {
  const engine = engineOf(tier, row).inProgram?.()
  assert.ok(engine, row)
  const domain = { ...DOMAIN, ias: 40 }
  const jobs = [PAGES, 2 * PAGES].map((pages) => ({ engine, domain, tape: bufferTape(pages) }))
  const [few, many] = (await countInstructions(jobs, { fresh: true })).map((answer) => {
    assert.ok('cycle' in answer, JSON.stringify(answer))
    return answer.cycle
  })
  const more = (op: 'map' | 'unmap') => (many[op]?.instructions ?? 0) - (few[op]?.instructions ?? 0)
  return [more('map'), more('unmap')]
}

test('two instructions more an entry of one format show in its instructions and in no others, and in no count', {
  skip: skip || noCounts,
}, async () => {
  const { after, tier } = await patched('nops', {
    [FORMAT]: (text) =>
      text.replace(
        /^\tWRITE_ONCE\(tablep\[pts->index\], entry\);\n\tpts->entry = entry;/m,
        '\t__asm__ volatile("nop\\n\\tnop");\n$&',
      ),
  })
  assert.deepEqual(sameRows(tier, after, ROWS), [true, true, true])
  const more = []
  for (const row of ROWS) {
    const [was, is] = [await instructionsOf(tier, row), await instructionsOf(after, row)]
    more.push(is.map((count, at) => count - was[at]))
  }
  const [changed, ...others] = more
  assert.deepEqual(others, [
    [0, 0],
    [0, 0],
  ])
  assert.deepEqual(changed, [2 * PAGES, 0])
})
