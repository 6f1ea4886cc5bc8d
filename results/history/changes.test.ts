/** Which version changed what. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { changesOf } from './changes.js'
import { historyOf, versionOf } from './fixtures.js'

const ONE = [{ writeBacks: 0 }, { writeBacks: 0 }, { writeBacks: 256, writeBackLines: 256 }]
const RUN = [{ writeBacks: 0 }, { writeBacks: 0 }, { writeBacks: 1, writeBackLines: 32 }]

test('a counter that changed is a change of that version alone, and what follows from it is not one more', () => {
  const versions = [
    versionOf('v1', ONE),
    versionOf('v2', ONE),
    versionOf('v3', RUN),
    versionOf('v4', RUN),
  ]
  assert.deepEqual(changesOf(historyOf(versions)), [
    {
      ...{
        version: 'v3',
        before: 'v2',
        series: 'io-pgtable-arm',
        op: 'unmap',
        figure: 'writeBacks',
      },
      ...{ cell: '1M@4K/non-coherent', pages: 256, old: 256, new: 1, more: 0 },
    },
  ])
})

test('where a counter that leads others stood still, what changed is reported all the same', () => {
  const lines = [{}, {}, { writeBacks: 1, writeBackLines: 64 }]
  const [change] = changesOf(
    historyOf([
      versionOf('v1', [{}, {}, { writeBacks: 1, writeBackLines: 32 }]),
      versionOf('v2', lines),
    ]),
  )
  assert.deepEqual([change?.figure, change?.old, change?.new], ['writeBackLines', 32, 64])
})

test('the buffer where it changed most is named, and how many more there are', () => {
  const [change] = changesOf(
    historyOf([
      versionOf('v1', [{ pteReads: 4 }, { pteReads: 1024 }, { pteReads: 1024 }]),
      versionOf('v2', [{ pteReads: 5 }, { pteReads: 260 }, { pteReads: 260 }]),
    ]),
  )
  assert.deepEqual([change?.cell, change?.more], ['1M@4K', 2])
})

test('a version without figures is passed by, and the next is held against the one before it', () => {
  const broken = { name: 'v2', rows: [], failures: [{ why: 'does not build', message: '' }] }
  const changes = changesOf(historyOf([versionOf('v1', ONE), broken, versionOf('v3', RUN)]))
  assert.deepEqual(
    changes.map(({ before, version }) => [before, version]),
    [['v1', 'v3']],
  )
})

test('a commit is held against its parent, wherever that stands', () => {
  const versions = [
    versionOf('base', ONE),
    versionOf('side', RUN, { parent: 'base' }),
    versionOf('main', ONE, { parent: 'base' }),
  ]
  assert.deepEqual(
    changesOf(historyOf(versions)).map(({ version }) => version),
    ['side'],
  )
})

test('instructions are a change where every count is the same, from half of one a page on', () => {
  const with1M = (instructions: number, pteReads = 260) => [{}, { instructions, pteReads }, {}]
  const figures = (now: ReturnType<typeof with1M>) =>
    changesOf(historyOf([versionOf('v1', with1M(5000)), versionOf('v2', now)])).map(
      ({ figure }) => figure,
    )
  assert.deepEqual(figures(with1M(5000 + 127)), [])
  assert.deepEqual(figures(with1M(5000 - 128)), ['instructions'])
  assert.deepEqual(figures(with1M(6000, 300)), ['pteReads'])
})

test('the rows are reported where the core came to call by another', () => {
  const versions = [versionOf('v1', ONE, { row: 'old-map-unmap' }), versionOf('v2', RUN)]
  assert.deepEqual(changesOf(historyOf(versions))[0]?.rows, ['old-map-unmap', 'map-unmap-pages'])
})
