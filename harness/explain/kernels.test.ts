/** Kernels' own code, call by call: trees of this machine, through each of their libraries. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { projectRoot, useKernels } from '../../engines/index.js'
import type { LinuxEngine } from '../../engines/linux/index.js'
import { copyOf, skip, skipGeneric, tiers, tiersOf } from '../../engines/linux/testing.js'
import { run, runAllHere } from '../testing/capture.js'
import { type Buffer, parseBuffer } from './buffer.js'
import type { Event } from './event.js'
import { explain } from './explain.js'
import { countsInTree } from './testing.js'

const PLAIN = { pageSizes: '4K,2M,1G', paddr: undefined, pieces: undefined, lazy: false }
const BUFFER = parseBuffer({ ...PLAIN, buffer: '6M@0x1ff000', paddr: '4K', nonCoherent: false })
const NON_COHERENT = parseBuffer({ ...PLAIN, buffer: '2052K@0x1ff000', nonCoherent: true })

/** Kinds of events that only come when what was stored before them is known. */
const CONSEQUENCES: ReadonlyArray<Event['type']> = [
  'read',
  'write',
  'write-back',
  'tlb-add',
  'range-add',
  'flush-walk',
  'sync',
  'free-tables',
]

/** Leaves whose clearing is reported behind what came of it. */
function reportedLate(events: readonly Event[]): Event[] {
  return events.filter((event, at) => {
    const before = events[at - 1]
    return (
      event.type === 'clear-leaves' && before.type !== 'write' && CONSEQUENCES.includes(before.type)
    )
  })
}

function agreesOn(engine: LinuxEngine, buffer: Buffer): void {
  const { map, unmap } = explain(engine, buffer)
  for (const operation of [map, unmap]) {
    assert.equal(operation.bytes, buffer.size, engine.id)
    assert.ok((operation.counts.pteReads ?? 0) > 0, engine.id)
    countsInTree(operation, buffer)
    assert.deepEqual(reportedLate(operation.events), [], engine.id)
  }
}

for (const { engines, tier } of tiers) {
  const plain = engines.filter(
    ({ coherentOnly, ...engine }) => engine.tier === tier && coherentOnly === undefined,
  )
  test(`${tier}: events and tree are what is counted, in the order of the work`, () => {
    for (const engine of plain) {
      agreesOn(engine, BUFFER)
      agreesOn(engine, NON_COHERENT)
    }
  })
}

/** What the command prints of trees that are in use. */
async function printed(line: string): Promise<{ code: number; stdout: string; stderr: string }> {
  // `--kernel` would read its tree again; what it names is in use already.
  useKernels(tiers)
  try {
    return await runAllHere('explain', ...line.split(' '))
  } finally {
    useKernels([])
  }
}

test('docs/explain.md shows what is printed of Linux 6.12', {
  skip: tiersOf('6.12').skip,
}, async () => {
  const [{ tier }] = tiersOf('6.12').tiers
  const manual = readFileSync(join(projectRoot(), 'docs', 'explain.md'), 'utf8')
  const example = manual.match(
    /^```text\n\$ npm run -s explain -- --kernel \S+ (.*)\n([^`]*)^```$/m,
  )
  assert.ok(example)
  const [, line, shown] = example
  const { code, stderr, stdout } = await printed(
    line.replace(/^\S+/, (shape) => `${tier}/${shape}`),
  )
  assert.equal(code, 0, stderr)
  assert.equal(stdout.trimEnd().replaceAll(tier, 'linux-6.12.117'), shown.trimEnd())
})

test('a shape alone is that of each tree, one with a tier is its own', { skip }, async () => {
  const [first] = tiers
  useKernels([first])
  const shape = first.engines[0].shape
  const { code, stderr, stdout } = await runAllHere(
    'explain',
    shape,
    '--with',
    'ts/punt',
    'map',
    '4K@0',
  )
  useKernels([])
  assert.equal(code, 0, stderr)
  assert.deepEqual(
    [...stdout.matchAll(/^(\S+) map: /gm)].map(([, id]) => id),
    [first.engines[0].id, 'ts/punt'],
  )
})

test('of several trees, the one that has a shape is named', { skip: skipGeneric }, async () => {
  const has = (tree: (typeof tiers)[number]) =>
    tree.builds.some(({ library }) => library === 'generic_pt')
  const [old, tree] = [tiers.find((one) => !has(one)), tiers.find(has)]
  if (old === undefined || tree === undefined) return
  useKernels([old, tree])
  const { code, stderr } = await runAllHere('explain', 'punt-range@vtd-ss', '4K@0')
  useKernels([])
  assert.equal(code, 2)
  assert.equal(
    stderr.trimEnd(),
    `${old.tier} has no punt-range@vtd-ss; name ${tree.tier}/punt-range@vtd-ss`,
  )
})

test('a tree whose code takes its process down is one message', { skip }, async () => {
  const [{ builds, engines }] = tiers
  const traps = copyOf(builds, {
    change: (text) =>
      text.replace(/(static size_t arm_lpae_unmap(_pages)?\([^;{]*\{)/g, '$1\n__builtin_trap();'),
  })
  const dies = await run('explain', '--kernel', traps, engines[0].shape, '4K@0')
  useKernels([])
  assert.equal(dies.code, 2)
  assert.equal(dies.stdout, '')
  assert.match(dies.stderr, /^linux-\S+ died: .* signal SIG\w+; npm run verify/m)
})

test('a shape that a tree lacks, on a format that it has or not', {
  skip: skipGeneric,
}, async () => {
  const tree = tiers.find(({ builds }) => builds.some(({ library }) => library === 'generic_pt'))
  assert.ok(tree)
  useKernels([tree])
  const lacking = await runAllHere('explain', 'punt-range', '4K@0')
  const unknown = await runAllHere('explain', 'unmap-page', '4K@0')
  const refused = await runAllHere('explain', 'punt-range@amd-v1', '4K@0', '--non-coherent')
  useKernels([])
  assert.equal(lacking.code, 2)
  assert.match(lacking.stderr, /^linux-\S+ has no punt-range; it has punt-range@vtd-ss, /)
  assert.match(
    unknown.stderr,
    /has no unmap-page \(did you mean unmap-pages\?\); it has per-page, /,
  )
  assert.equal(refused.code, 2)
  assert.match(
    refused.stderr,
    /punt-range@amd-v1: this format .* walkers that are cache-coherent\n$/,
  )
})

test('--kernel takes one tree, and --patch needs one', async () => {
  const { code, stderr } = await runAllHere('explain', 'per-page', '4K@0', '--patch', 'my.patch')
  assert.equal(code, 2)
  assert.equal(stderr, '--patch my.patch: name the tree that it is for with --kernel\n')
})

test('a tree that is none', async () => {
  const { code, stderr } = await runAllHere('explain', '--kernel', '/nowhere', 'per-page', '4K@0')
  assert.equal(code, 2)
  assert.match(stderr, /^--kernel \/nowhere/m)
})
