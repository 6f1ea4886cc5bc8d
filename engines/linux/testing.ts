/** What tests of the kernel tier share: the trees of this machine, each built once. */

import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import {
  compileTape,
  type DomainConfig,
  GIB,
  InputError,
  KIB,
  MAP,
  MIB,
  phaseOutcome,
  SILENT,
  UNMAP,
} from '../contract/index.js'
import { leavesOf } from '../native/testing.js'
import { domainOf, PAGES_2M, PAGES_4K } from '../testing.js'
import { type LinuxBuild, PLAIN_BUILDS } from './build/index.js'
import type { LinuxEngine } from './engine.js'
import { isConsulted } from './taken/headers.js'
import { type LinuxTier, linuxTier, readTrees } from './tier.js'
import { findKernels, type KernelFile } from './trees/index.js'
import { temporaryFolder } from './trees/testing.js'

/** How a machine gets a tree that the tests can use. */
const REMEDY = 'apt-get install linux-source-6.1 adds one, KERNEL=PATH names one'

export const tiers: LinuxTier[] = []

/** Why trees that were found cannot be used. */
export const unusable: string[] = []

/** The headers of a build's tree that single definitions are taken from: they are in no build. */
const consultedOf = new Map<string, KernelFile[]>()
const isOfTree = ({ path }: KernelFile) => isConsulted(path)

for (const { reference } of findKernels()) {
  try {
    for (const tree of await readTrees([reference])) {
      const tier = await linuxTier(tree)
      tiers.push(tier)
      for (const { folder } of tier.builds) consultedOf.set(folder, tree.around.filter(isOfTree))
    }
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    unusable.push(error.message)
  }
}

/** Why tests of any tree are skipped; false where they are not. */
export const skip: string | false =
  tiers.length === 0 ? `no kernel tree was found on this machine: ${REMEDY}` : false

/** What a tree has of one library: its build, and its engines. */
export interface LibraryTier {
  tier: string
  build: LinuxBuild
  engines: readonly LinuxEngine[]
  granules: readonly LinuxEngine[]
}

/** Of every tree that has it. */
export const armTiers: readonly LibraryTier[] = tiersWith('io-pgtable-arm')

/** Of every tree that has generic_pt, and why tests of it are skipped. */
export const genericTiers: readonly LibraryTier[] = tiersWith('generic_pt')
export const skipGeneric: string | false =
  genericTiers.length === 0 &&
  'no kernel tree with generic_pt was found on this machine: linux-source-7.2 of Debian unstable has it, KERNEL=PATH names one'

/** The tiers of a version, `6.1` for all of its own; and why their tests are skipped. */
export function tiersOf(version: string): { tiers: LibraryTier[]; skip: string | false } {
  const found = armTiers.filter(({ build }) => build.kernel.version.startsWith(`${version}.`))
  const why = `no Linux ${version} was found on this machine: apt-get install linux-source-${version} adds it where Debian has it`
  return { tiers: found, skip: found.length === 0 ? why : false }
}

/** What becomes of a file of a tree's in a copy: its text, or `undefined` where it is left out. */
export type Change = (text: string, path: string) => string | undefined

export interface CopyOptions {
  change?: Change
  /** Files beside those of the tree, by their paths within it. */
  more?: Readonly<Record<string, string>>
}

/**
 * Writes the files that builds were made of into a folder of their own, as a tree of Linux 0.1.2, and
 * returns the folder. What is in it is the kernel's own, and goes when the tests are over.
 */
export function copyOf(
  builds: ReadonlyArray<Pick<LinuxBuild, 'folder'>>,
  { change = (text) => text, more = {} }: CopyOptions = {},
): string {
  const copy = temporaryFolder()
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(copy, path)), { recursive: true })
    writeFileSync(join(copy, path), text)
  }
  for (const { folder } of builds) {
    for (const { path, text } of consultedOf.get(folder) ?? []) write(path, text)
    for (const path of filesBelow(join(folder, 'tree'))) {
      const text = change(readFileSync(join(folder, 'tree', path), 'utf8'), path)
      if (text !== undefined) write(path, text)
    }
  }
  for (const [path, text] of Object.entries(more)) write(path, text)
  write('Makefile', 'VERSION = 0\nPATCHLEVEL = 1\nSUBLEVEL = 2\nEXTRAVERSION =\n')
  return copy
}

/** A change to one file alone. */
export function only(changed: string, change: (text: string) => string): Change {
  return (text, path) => (path === changed ? change(text) : text)
}

/** The tier of a copy: built as any other tree, by default for rows of the plain variant alone. */
export async function tierOfCopy(
  builds: Parameters<typeof copyOf>[0],
  { variants = PLAIN_BUILDS, ...copy }: CopyOptions & { variants?: readonly string[] | 'all' } = {},
): Promise<LinuxTier> {
  const [tree] = await readTrees([copyOf(builds, copy)])
  return await linuxTier(tree, variants === 'all' ? undefined : variants)
}

/** Sizes of output addresses that the hardware's registers can hold: io-pgtable-arm knows no others. */
export const KNOWN_OAS = [32, 36, 40, 42, 44, 48]

/** Bytes of each of the tape's three buffers: a table and a part of another. */
export const SIZE = 2 * MIB + 64 * KIB
/** Maps of the buffers, side by side. */
export const maps = [0, 1, 2].map(
  (slot) =>
    ({
      op: MAP,
      iova: 64 * GIB + slot * SIZE,
      paddr: 129 * GIB + slot * SIZE,
      size: SIZE,
    }) as const,
)
const unmaps = maps.map(({ iova, size }) => ({ op: UNMAP, iova, paddr: 0, size }) as const)

/** Both directions timed one by one, and a mixed phase; it ends as it began. */
export const tape = compileTape([
  { op: 'map', timed: true, operations: maps },
  { op: 'unmap', timed: true, evictBytes: MIB, operations: unmaps },
  { op: 'mixed', timed: true, operations: [...maps, ...unmaps] },
])
const CYCLES = { cycles: 3, discarded: 1 }

/**
 * Times cycles of the tape.
 *
 * @throws AssertionError where an operation failed, a time is none, or a leaf or a table is left.
 */
export function runsAndTimes(engine: LinuxEngine, mode: Partial<DomainConfig>): void {
  const session = engine.open(domainOf({ pgsizeBitmap: PAGES_4K | PAGES_2M, ...mode }), SILENT)
  const { ns, outcomes } = session.timeSeries(tape, CYCLES)
  assert.equal(ns.length, tape.phases.length * CYCLES.cycles, engine.id)
  assert.ok(
    ns.every((value) => value > 0),
    engine.id,
  )
  const cycles = CYCLES.cycles + CYCLES.discarded
  tape.phases.forEach((phase, at) => {
    const { bytes, failures } = phaseOutcome(tape, phase)
    const expected = { bytes: cycles * bytes, failures: cycles * failures, error: 0 }
    assert.deepEqual(outcomes[at], expected, engine.id)
  })
  assert.deepEqual(leavesOf(session), [], engine.id)
  assert.equal(session.leakedTables(), 0, engine.id)
  assert.ok(session.tableBytes() >= 4096, engine.id)
  session.close()
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name, parentPath }) => join(parentPath, name).slice(folder.length + 1))
}

function tiersWith(library: string): LibraryTier[] {
  return tiers.flatMap(({ builds, engines, granules, tier }) =>
    builds
      .filter((build) => build.library === library)
      .map((build) => ({
        tier,
        build,
        engines: engines.filter((engine) => engine.library === library),
        granules: granules.filter((engine) => engine.library === library),
      })),
  )
}
