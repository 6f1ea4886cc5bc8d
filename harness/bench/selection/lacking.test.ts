/** What was named and a kernel tree lacks is said, or refused where nothing is left of the tree. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { InputError, useKernels } from '../../../engines/index.js'
import type { LinuxTier } from '../../../engines/linux/index.js'
import { skipGeneric, tiers, tiersOf } from '../../../engines/linux/testing.js'
import { runAllHere } from '../../testing/capture.js'
import { newFolder } from '../../testing/suites.js'
import { lackingNotes } from './lacking.js'
import { selectEngines } from './select-engines.js'

const HANG_MS = 30_000
/** A tree from before `.map_pages`, and one with generic_pt. */
const old = tiersOf('5.10')
const treeOf = (own: string | undefined) => tiers.find(({ tier }) => tier === own)
const trees = [
  treeOf(old.tiers[0]?.tier),
  tiers.find(({ builds }) => builds.some(({ library }) => library === 'generic_pt')),
].filter((tree): tree is LinuxTier => tree !== undefined)
const skip = old.skip || skipGeneric

async function notesOf(engines: readonly string[], formats: readonly string[] = []) {
  useKernels(trees)
  try {
    const selected = await selectEngines({ timed: engines, counted: [], formats }, HANG_MS)
    return { notes: lackingNotes({ engines, formats }, selected), selected }
  } finally {
    useKernels([])
  }
}

test('a call shape and a format that one tree lacks', { skip }, async () => {
  const [before, now] = trees
  const { notes, selected } = await notesOf(['per-page', 'unmap-pages'], ['vtd-ss'])
  assert.deepEqual(notes, [`${before.tier} has no unmap-pages`, `${before.tier} has no vtd-ss`])
  // What it has is held against other trees, and against no tier that nobody named.
  const references = selected.map(({ reference }) => reference)
  assert.ok(references.includes(`${before.tier}/old-map-unmap`))
  assert.ok(references.includes(`${now.tier}/unmap-pages@vtd-ss`))
  assert.ok(!references.includes('ts/per-page'))
})

test('what all trees have needs no word', { skip }, async () => {
  assert.deepEqual((await notesOf(['per-page'])).notes, [])
})

test('a tree that has nothing of what was named is refused', { skip }, async () => {
  const [before, now] = trees
  const refused = (engines: string[], message: RegExp) =>
    assert.rejects(notesOf(engines), (error) => {
      assert.ok(error instanceof InputError)
      assert.match(error.message, message)
      return true
    })
  await refused(['unmap-pages'], /^linux-5\.10\S+ has none of unmap-pages; it has old-map-unmap: /)
  await refused([`${before.tier}/old-map-unmap`], new RegExp(`^${now.tier} has none of `))
})

test('a run that can time nothing says why, and its exit code is 2', {
  skip: skipGeneric,
}, async () => {
  const [tree] = trees.slice(-1)
  useKernels([tree])
  const engine = `${tree.tier}/per-page@amd-v1`
  const words = ['--engine', engine, '--cell', '2M@4K/non-coherent', '--time', '0.2']
  const { code, stderr, stdout } = await runAllHere('bench', ...words, '--out', newFolder())
  useKernels([])
  assert.match(
    `${stdout}${stderr}`,
    /Not timed: \S+amd-v1 in 2M@4K\/non-coherent: generic_pt has amd-v1 only for/,
  )
  assert.equal(code, 2)
})
