/** The model's rules, one by one, with every value worked out by hand. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  type DomainConfig,
  EEXIST,
  EINVAL,
  ERANGE,
  GIB,
  KIB,
  MIB,
  PAGE,
  type Semantics,
  type Session,
} from '../contract/index.js'
import { LeafModel } from './leaf-model.js'
import { Model } from './model.js'

const DOMAIN: DomainConfig = {
  ias: 39,
  oas: 40,
  pgsizeBitmap: (4 * KIB) | (2 * MIB) | GIB,
  coherent: true,
  strict: true,
}
const IO_PGTABLE: Semantics = {
  coveredTable: 'dropped',
  insideBlock: 'split',
  blockOverTable: 'replaced',
}
const GENERIC_PT: Semantics = {
  coveredTable: 'cleared',
  insideBlock: 'removed',
  blockOverTable: 'replaced-if-empty',
}

const FORMAT = { sizes: [GIB, 2 * MIB, 4 * KIB], contiguous: [], entries: 512 }

/** What an engine returned where nothing is left open. */
const ANY = 0

function modelOf(
  semantics: Partial<Semantics> = {},
  domain: Partial<DomainConfig> = {},
): LeafModel {
  return new LeafModel({ ...DOMAIN, ...domain }, { ...IO_PGTABLE, ...semantics }, FORMAT)
}

test('leaves are the largest pages that iova, paddr and size allow', () => {
  const model = modelOf()
  assert.equal(model.map(2 * MIB - PAGE, 4 * MIB - PAGE, 2 * MIB + 2 * PAGE), 0)
  assert.equal(model.leaves, 3)
  assert.deepEqual(model.leafAt(2 * MIB + 5000), { iova: 2 * MIB, paddr: 4 * MIB, size: 2 * MIB })
  assert.equal(model.translate(4 * MIB + 7), 6 * MIB + 7)
  assert.equal(model.translate(4 * MIB + PAGE), undefined)
})

test('bad arguments change nothing', () => {
  const model = modelOf()
  assert.equal(model.map(PAGE / 2, 0, PAGE), -EINVAL)
  assert.equal(model.map(0, 1, PAGE), -EINVAL)
  assert.equal(model.map(0, 0, PAGE + 1), -EINVAL)
  assert.equal(model.map(2 ** 39 - PAGE, 0, 2 * PAGE), -ERANGE)
  assert.equal(model.map(0, 2 ** 40 - PAGE, 2 * PAGE), -ERANGE)
  assert.equal(model.map(2 ** 39 - PAGE, 2 ** 40 - PAGE, PAGE), 0)
  assert.equal(model.unmap(2 ** 39 - PAGE, 2 * PAGE, ANY), 0)
  assert.equal(model.unmap(2 ** 39 - PAGE, PAGE - 1, ANY), 0)
  assert.equal(model.leaves, 1)
})

test('a map that meets a leaf leaves nothing behind', () => {
  const model = modelOf()
  model.map(8 * PAGE, GIB, PAGE)
  assert.equal(model.map(0, 2 * GIB, 16 * PAGE), -EEXIST)
  assert.equal(model.leaves, 1)
  assert.equal(model.translate(8 * PAGE), GIB)
})

test('an unmap ends at a hole', () => {
  for (const semantics of [IO_PGTABLE, GENERIC_PT]) {
    const model = modelOf(semantics)
    model.map(0, GIB, 4 * PAGE)
    model.map(5 * PAGE, GIB, 3 * PAGE)
    assert.equal(model.unmap(0, 8 * PAGE, ANY), 4 * PAGE)
    assert.equal(model.unmap(0, 8 * PAGE, ANY), 0)
    assert.equal(model.leaves, 3)
  }
})

test('dropped: a block-sized unmap takes a table with its holes, and empty tables too', () => {
  const model = modelOf()
  model.map(8 * PAGE, GIB, PAGE)
  assert.equal(model.unmap(0, 2 * MIB, ANY), 2 * MIB)
  assert.equal(model.unmap(0, 2 * MIB, ANY), 0)
  model.map(8 * PAGE, GIB, PAGE)
  model.unmap(8 * PAGE, PAGE, ANY)
  assert.equal(model.leaves, 0)
  assert.equal(model.unmap(0, 2 * MIB, ANY), 2 * MIB)
  assert.equal(model.unmap(0, GIB, ANY), GIB)
})

test('dropped: without a block size there is no block-sized unmap', () => {
  const model = modelOf({}, { pgsizeBitmap: PAGE })
  model.map(8 * PAGE, GIB, PAGE)
  assert.equal(model.unmap(0, 2 * MIB, ANY), 0)
})

test('cleared: a table goes leaf by leaf, up to a hole', () => {
  const model = modelOf(GENERIC_PT)
  model.map(0, GIB + PAGE, 8 * PAGE)
  assert.equal(model.unmap(0, 2 * MIB, ANY), 8 * PAGE)
  assert.equal(model.leaves, 0)
})

test('split: a block is split level by level', () => {
  const model = modelOf({}, { pgsizeBitmap: PAGE | GIB })
  model.map(0, GIB, GIB)
  assert.equal(model.unmap(PAGE, PAGE, ANY), PAGE)
  assert.equal(model.leaves, 511 + 511)
  assert.equal(model.translate(PAGE), undefined)
  assert.deepEqual(model.leafAt(2 * PAGE), { iova: 2 * PAGE, paddr: GIB + 2 * PAGE, size: PAGE })
  assert.deepEqual(model.leafAt(2 * MIB), { iova: 2 * MIB, paddr: GIB + 2 * MIB, size: 2 * MIB })
})

test('refused: a part of a block is not unmapped', () => {
  const model = modelOf({ insideBlock: 'refused' })
  model.map(0, GIB, 2 * MIB)
  assert.equal(model.unmap(0, PAGE, ANY), 0)
  assert.equal(model.leaves, 1)
})

test('removed: a part at its start takes the block, a part elsewhere nothing', () => {
  const model = modelOf(GENERIC_PT)
  model.map(0, GIB, 4 * MIB)
  assert.equal(model.unmap(PAGE, PAGE, ANY), 0)
  assert.equal(model.unmap(0, 2 * MIB + PAGE, ANY), 4 * MIB)
  assert.equal(model.leaves, 0)
})

test('a block over a table: replaced with what it holds, or only if it holds nothing', () => {
  const replaced = modelOf()
  replaced.map(0, GIB, PAGE)
  assert.equal(replaced.map(0, 2 * GIB, 2 * MIB), 0)
  assert.equal(replaced.leaves, 1)
  const kept = modelOf(GENERIC_PT)
  kept.map(0, GIB, PAGE)
  assert.equal(kept.map(0, 2 * GIB, 2 * MIB), -EEXIST)
  assert.equal(kept.translate(0), GIB)
  kept.unmap(0, PAGE, ANY)
  assert.equal(kept.map(0, 2 * GIB, 2 * MIB), 0)
})

test('what a failed map replaced stays gone', () => {
  const model = modelOf()
  model.map(0, GIB, PAGE)
  model.map(2 * MIB, GIB, 2 * MIB)
  assert.equal(model.map(0, 2 * GIB, 4 * MIB), -EEXIST)
  assert.equal(model.leaves, 1)
  assert.equal(model.translate(0), undefined)
})

/** Leaves of 16 entries too. */
function contiguousModel(): LeafModel {
  const format = { ...FORMAT, contiguous: [32 * MIB, 64 * KIB] }
  const pgsizeBitmap = DOMAIN.pgsizeBitmap | (32 * MIB) | (64 * KIB)
  const semantics = { ...IO_PGTABLE, insideBlock: 'refused' } as const
  return new LeafModel({ ...DOMAIN, pgsizeBitmap }, semantics, format)
}

test('leaves of several entries: mapped where they fit, and unmapped whole or not at all', () => {
  const model = contiguousModel()
  assert.equal(model.map(60 * KIB, GIB + 60 * KIB, 136 * KIB), 0)
  assert.equal(model.leaves, 1 + 2 + 1)
  const leaf = { iova: 128 * KIB, paddr: GIB + 128 * KIB, size: 64 * KIB }
  assert.deepEqual(model.leafAt(190 * KIB), leaf)
  assert.equal(model.translate(190 * KIB), GIB + 190 * KIB)
  assert.equal(model.unmap(64 * KIB, 68 * KIB, ANY), 64 * KIB)
  assert.equal(model.unmap(132 * KIB, 60 * KIB, ANY), 0)
  assert.equal(model.map(188 * KIB, 0, PAGE), -EEXIST)
  assert.equal(model.unmap(128 * KIB, 68 * KIB, ANY), 68 * KIB)
  assert.equal(model.leaves, 1)
})

test('a leaf of several entries over tables: replaced one after the other, up to a leaf', () => {
  const model = contiguousModel()
  model.map(0, PAGE, PAGE)
  model.map(30 * MIB, GIB, PAGE)
  assert.equal(model.map(0, GIB, 32 * MIB), 0)
  assert.equal(model.leaves, 1)
  model.unmap(0, 32 * MIB, ANY)
  model.map(0, PAGE, PAGE)
  model.map(30 * MIB, GIB, 2 * MIB)
  assert.equal(model.map(0, GIB, 32 * MIB), -EEXIST)
  assert.equal(model.translate(0), undefined)
  assert.equal(model.leaves, 1)
})

test('segments side by side in memory are one', () => {
  const model = modelOf()
  const segments = [
    { paddr: GIB, size: MIB },
    { paddr: GIB + MIB, size: MIB },
    { paddr: 3 * GIB, size: PAGE },
  ]
  assert.equal(model.mapList(0, segments), 0)
  assert.equal(model.leaves, 2)
  assert.equal(model.translate(2 * MIB), 3 * GIB)
})

test('a table that a rolled-back range covers may stay or not, and what an engine returns settles it', () => {
  for (const stays of [true, false]) {
    const model = modelOf()
    model.map(3 * MIB, GIB, PAGE)
    assert.equal(model.map(0, GIB + PAGE, 4 * MIB), -EEXIST)
    const returned = stays ? 2 * MIB : 0
    assert.equal(model.unmap(0, 2 * MIB, returned), returned)
    assert.equal(model.unmap(0, 2 * MIB, ANY), 0)
    assert.equal(model.unmap(2 * MIB, 2 * MIB, ANY), 2 * MIB)
  }
})

/** A session that lists these leaves, and nothing else. */
function listing(leaves: ReadonlyArray<[iova: number, paddr: number, size: number]>): Session {
  const none = () => assert.fail('nothing but leaves is looked at')
  return {
    runMaps: none,
    runUnmaps: none,
    runMixed: none,
    translate: none,
    leakedTables: none,
    close: none,
    leaves: (visit) => {
      for (const leaf of leaves) visit(...leaf)
    },
  }
}

test('the first leaf that is another, is missing or is too many is said, whatever it differs in', () => {
  const model = contiguousModel()
  model.map(0, GIB, 64 * KIB)
  model.map(2 * MIB, 4 * MIB, 2 * MIB + PAGE)
  const [run, block, page]: Array<[number, number, number]> = [
    [0, GIB, 64 * KIB],
    [2 * MIB, 4 * MIB, 2 * MIB],
    [4 * MIB, 6 * MIB, PAGE],
  ]
  const found = (...leaves: Array<[number, number, number]>) =>
    model.differenceFrom(listing(leaves))
  assert.equal(found(run, block, page), undefined)
  assert.match(found(run, block) ?? '', /^2 leaves are there instead of 3$/)
  assert.match(found(run, block, page, [8 * MIB, 0, PAGE]) ?? '', /instead of nothing$/)
  assert.match(found(block, run, page) ?? '', /0x0 is not visited in ascending order|64K@0x0/)
  for (const wrong of [
    [0, GIB + PAGE, 64 * KIB],
    [0, GIB, PAGE],
    [PAGE, GIB + PAGE, PAGE],
    [4 * KIB, GIB, 64 * KIB],
  ] as Array<[number, number, number]>) {
    const said = new RegExp(`is there instead of 64K@0x0 -> 0x${GIB.toString(16)}$`)
    assert.match(found(wrong, block, page) ?? '', said)
  }
  for (const wrong of [
    [2 * MIB, 4 * MIB + PAGE, 2 * MIB],
    [2 * MIB, 4 * MIB, MIB],
    [2 * MIB, 4 * MIB, 4 * MIB],
    [3 * MIB, 4 * MIB, 2 * MIB],
  ] as Array<[number, number, number]>) {
    assert.match(found(run, wrong, page) ?? '', /is there instead of 2M@0x200000 -> 0x400000$/)
  }
})

test('where neither fails, it holds what the page-by-page model holds', () => {
  const range = fc.record({ page: fc.nat(3000), pages: fc.nat(1500), off: fc.nat(2) })
  fc.assert(
    fc.property(
      fc.array(range, { maxLength: 8 }),
      fc.array(range, { maxLength: 4 }),
      (maps, unmaps) => {
        const domain = { pgsizeBitmap: PAGE | (2 * MIB) }
        const leaves = modelOf({ ...GENERIC_PT, insideBlock: 'split' }, domain)
        const pages = new Model()
        for (const { page, pages: count, off } of maps) {
          const [iova, size] = [page * PAGE, (count + 1) * PAGE]
          const paddr = iova + GIB + off * PAGE
          assert.equal(leaves.map(iova, paddr, size), pages.map(iova, paddr, size))
        }
        for (const { page, pages: count } of unmaps) {
          const [iova, size] = [page * PAGE, (count + 1) * PAGE]
          assert.equal(leaves.unmap(iova, size, ANY), pages.unmap(iova, size))
        }
        for (let page = 0; page < 4600; page += 7) {
          assert.equal(leaves.translate(page * PAGE), pages.translate(page * PAGE))
        }
      },
    ),
    { numRuns: 100, seed: 1 },
  )
})
