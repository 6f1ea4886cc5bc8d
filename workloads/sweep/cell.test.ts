import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  ALIGNMENTS,
  GIB,
  InputError,
  KIB,
  MAP,
  MIB,
  MODES,
  UNMAP,
} from '../../engines/contract/index.js'
import { PAGE_SIZES, pgsizeBitmapOf, smallestPage } from '../cell/domain.js'
import { bytesOf } from '../cell/pieces.js'
import { IOVA_BASE, PADDR_BASE } from '../cell/place.js'
import { assertClosed, assertScattered, listOf, runOnEngines } from '../testing.js'
import { sweepCell } from './cell.js'
import type { SweepOptions } from './options.js'

const PLAIN: SweepOptions = {
  bufferBytes: 64 * KIB,
  pageSizes: ['4K'],
  alignment: 'aligned',
  mode: 'coherent-strict',
}

/** Those that the suites time in every sweep. */
const SUITE_SHAPES = [
  'ts/per-page',
  'ts/rewalk',
  'ts/unmap-pages',
  'ts/map-unmap-pages',
  'ts/punt',
  'ts/punt-range',
]

function named(options: Partial<SweepOptions>): string {
  const { id, title } = sweepCell({ ...PLAIN, ...options })
  return `${id}: ${title}`
}

test('ids and titles', () => {
  assert.equal(named({}), '64K@4K: 64K buffer, 4K pages')
  assert.equal(
    named({ bufferBytes: 64 * MIB, pageSizes: ['4K', '2M'] }),
    '64M@4K+2M: 64M buffer, 4K and 2M pages',
  )
  assert.equal(named({ mode: 'coherent-lazy' }), '64K@4K/lazy: 64K buffer, 4K pages, lazy')
  assert.equal(
    named({ mode: 'non-coherent' }),
    '64K@4K/non-coherent: 64K buffer, 4K pages, non-coherent walker',
  )
  assert.equal(
    named({ mode: 'non-coherent-lazy' }),
    '64K@4K/non-coherent-lazy: 64K buffer, 4K pages, non-coherent walker, lazy',
  )
})

test('ids and titles tell alignment and scatter', () => {
  const blocks: Partial<SweepOptions> = { bufferBytes: 2 * MIB, pageSizes: ['4K', '2M'] }
  assert.equal(
    named({ ...blocks, alignment: 'unaligned' }),
    '2M@4K+2M/unaligned: 2M buffer, 4K and 2M pages, 4K past its alignment',
  )
  assert.equal(
    named({ ...blocks, alignment: 'straddling' }),
    '2M@4K+2M/straddling: 2M buffer, 4K and 2M pages, 1M past its alignment',
  )
  assert.equal(
    named({ ...blocks, alignment: 'not-co-aligned' }),
    '2M@4K+2M/not-co-aligned: 2M buffer, 4K and 2M pages, paddr 4K off its alignment',
  )
  assert.equal(
    named({ segments: listOf('16K') }),
    '64K@4K/scatter-16K: 64K buffer, 4K pages, scattered in 16K segments',
  )
  const all = { alignment: 'unaligned', segments: listOf('16K'), mode: 'coherent-lazy' } as const
  assert.match(named({ ...blocks, ...all }), /^2M@4K\+2M\/unaligned\/scatter-16K\/lazy: /)
})

test('the fields of a cell are its options', () => {
  const { bufferBytes, alignment, segments } = sweepCell({
    ...PLAIN,
    alignment: 'unaligned',
    segments: listOf('4K'),
  })
  assert.deepEqual([bufferBytes, alignment, segments], [64 * KIB, 'unaligned', '4K'])
  assert.equal('segments' in sweepCell(PLAIN), false)
})

test('two slots, mapped and then unmapped', () => {
  const tape = sweepCell({ ...PLAIN, alignment: 'not-co-aligned' }).compile(2)
  assert.deepEqual(tape.phases, [
    { op: 'map', timed: true, from: 0, to: 2 },
    { op: 'unmap', timed: true, from: 2, to: 4 },
  ])
  assert.deepEqual([...tape.op], [MAP, MAP, UNMAP, UNMAP])
  const second = IOVA_BASE + 64 * KIB
  assert.deepEqual([...tape.iova], [IOVA_BASE, second, IOVA_BASE, second])
  const paddr = PADDR_BASE + 4 * KIB
  assert.deepEqual([...tape.paddr], [paddr, paddr + 64 * KIB, 0, 0])
  assert.deepEqual([...tape.size], Array(4).fill(64 * KIB))
})

test('an unaligned buffer begins a page late, and its slot has room for the tail', () => {
  const tape = sweepCell({ ...PLAIN, bufferBytes: 2 * MIB, alignment: 'unaligned' }).compile(2)
  const first = IOVA_BASE + 4 * KIB
  assert.deepEqual([...tape.iova.slice(0, 2)], [first, first + 4 * MIB])
  assert.equal(tape.paddr[0], PADDR_BASE + 4 * KIB)
})

test('a buffer of odd size lies at its natural alignment', () => {
  const aligned = sweepCell({ ...PLAIN, bufferBytes: 12 * KIB }).compile(2)
  assert.deepEqual([...aligned.iova.slice(0, 2)], [IOVA_BASE, IOVA_BASE + 16 * KIB])
  const options = { ...PLAIN, bufferBytes: 12 * KIB, alignment: 'unaligned' } as const
  assert.deepEqual(
    [...sweepCell(options).compile(2).iova.slice(0, 2)],
    [IOVA_BASE + 4 * KIB, IOVA_BASE + 20 * KIB],
  )
})

test('a scattered buffer is a list of segments, and unmapped as one', () => {
  const tape = sweepCell({ ...PLAIN, segments: listOf('16K') }).compile(1)
  assert.deepEqual([...tape.continues], [0, 1, 1, 1, 0])
  assert.deepEqual([...tape.size], [...Array(4).fill(16 * KIB), 64 * KIB])
  const places = [...tape.paddr.slice(0, 4)].map((paddr) => (paddr - PADDR_BASE) / (32 * KIB))
  assert.deepEqual(
    places.toSorted((a, b) => a - b),
    [0, 1, 2, 3],
  )
})

test('a list of unlike segments: each on its own size in memory, one after another in the buffer', () => {
  const segments = listOf('64K+2x1M+3x4K')
  const cell = sweepCell({ ...PLAIN, bufferBytes: 4248 * KIB, segments })
  assert.equal(cell.id, '4248K@4K/scatter-1x64K+2x1M+3x4K')
  assert.match(cell.title, /^4248K buffer, 4K pages, scattered in 1x64K\+2x1M\+3x4K segments$/)
  const tape = cell.compile(2)
  const list = [64 * KIB, MIB, MIB, 4 * KIB, 4 * KIB, 4 * KIB]
  assert.deepEqual([...tape.size], [...list, ...list, ...list, ...list, 4248 * KIB, 4248 * KIB])
  const maps = tape.paddr.length - 2
  assert.deepEqual([...tape.continues.slice(0, maps)].indexOf(0, 1), maps / 2)
  for (let at = 0; at < maps; at++) assert.equal(tape.paddr[at] % tape.size[at], 0)
  assertScattered(tape)
})

test('a buffer that is mapped page by page is unmapped as one', () => {
  const cell = sweepCell({ ...PLAIN, mappedByPage: true })
  assert.equal(cell.id, '64K@4K/mapped-by-page')
  assert.equal(cell.title, '64K buffer, 4K pages, mapped page by page')
  assert.equal(cell.workload, 'common-map')
  const tape = cell.compile(2)
  assertClosed(tape)
  assert.deepEqual(tape.phases, [
    { op: 'map', timed: true, from: 0, to: 32 },
    { op: 'unmap', timed: true, from: 32, to: 34 },
  ])
  assert.ok(tape.continues.every((continues) => continues === 0))
  const pages = [...tape.paddr.slice(0, 16)].map((paddr) => (paddr - PADDR_BASE) / (4 * KIB))
  assert.deepEqual(
    pages,
    Array.from({ length: 16 }, (_, page) => page),
  )
})

test('a buffer that is mapped page by page is mapped by the same calls on every engine', () => {
  const runs = runOnEngines(sweepCell({ ...PLAIN, bufferBytes: 4 * MIB, mappedByPage: true }), 2)
  const shapes = runs.filter(({ engine }) => SUITE_SHAPES.includes(engine))
  assert.equal(shapes.length, SUITE_SHAPES.length)
  for (const { engine, counts } of shapes) {
    const [, steady] = counts
    const [map, unmap] = steady
    const [, [firstMap, firstUnmap]] = shapes[0].counts
    assert.deepEqual(map, firstMap, engine)
    if (engine === 'ts/punt-range') assert.notDeepEqual(unmap, firstUnmap)
  }
})

test('slots are limited', () => {
  const cell = sweepCell({ ...PLAIN, bufferBytes: GIB })
  assert.equal(cell.maxSlots, 4)
  for (const slots of [0, 5, 1.5, Number.NaN]) {
    assert.throws(() => cell.compile(slots), /slots .* of cell 1G@4K are not in 1 to 4/)
  }
  assert.equal(sweepCell({ ...PLAIN, bufferBytes: 16 * GIB }).maxSlots, 1)
  assert.equal(sweepCell({ ...PLAIN, bufferBytes: 4 * KIB }).maxSlots, 65536)
})

test('what does not fit is refused', () => {
  const refused = (options: Partial<SweepOptions>, message: RegExp) =>
    assert.throws(
      () => sweepCell({ ...PLAIN, ...options }),
      (error) => error instanceof InputError && message.test(error.message),
    )
  refused({ bufferBytes: 6000 }, /buffer 6000 is no multiple of the smallest page, 4K/)
  refused({ bufferBytes: 0 }, /buffer 0 is out of range/)
  refused({ bufferBytes: 64 * GIB }, /buffer 64G is out of range: 4K to 32G/)
  refused({ pageSizes: ['2M'] }, /buffer 64K is no multiple of the smallest page, 2M/)
  refused(
    { alignment: 'straddling', bufferBytes: 12 * KIB },
    /buffer 12K has no half of whole pages of 4K/,
  )
  refused({ segments: listOf('6K') }, /segment 6K is no multiple of the smallest page, 4K/)
  refused({ segments: listOf('12K') }, /segments 12K, 12K in all, do not divide the buffer, 64K/)
  const byPage = { mappedByPage: true }
  refused({ ...byPage, pageSizes: ['4K', '2M'] }, /page sizes 4K\+2M are not mapped by page/)
  refused({ ...byPage, segments: listOf('16K') }, /segments of 16K are not mapped by page/)
  refused({ ...byPage, bufferBytes: 4 * KIB }, /buffer 4K has a single page/)
})

const OPTIONS = fc
  .record({
    pages: fc.integer({ min: 1, max: 3000 }),
    pageSizes: fc.subarray([...PAGE_SIZES], { minLength: 1 }),
    alignment: fc.constantFrom(...ALIGNMENTS),
    mode: fc.constantFrom(...MODES),
    segments: fc.option(fc.constantFrom('4K', '8K', '64K', '1M', '1M+3x64K+5x4K', '4K+1M+12K+2M')),
  })
  .map(({ pages, pageSizes, segments, ...rest }): SweepOptions => {
    const page = smallestPage(pgsizeBitmapOf(pageSizes))
    if (page > 4 * KIB || segments === null) {
      return { ...rest, pageSizes, bufferBytes: Math.min(pages * page, 32 * GIB) }
    }
    const list = listOf(segments)
    const bufferBytes = (1 + (pages % 300)) * bytesOf(list)
    return { ...rest, pageSizes, bufferBytes, segments: list }
  })
  .filter(({ alignment, bufferBytes, pageSizes }) => {
    const page = smallestPage(pgsizeBitmapOf(pageSizes))
    return alignment !== 'straddling' || (bufferBytes / 2) % page === 0
  })

test('buffers never overlap, unmaps cover exactly the maps, and all lies in the address space', () => {
  fc.assert(
    fc.property(OPTIONS, fc.integer({ min: 1, max: 5 }), (options, slots) => {
      const cell = sweepCell(options)
      const { ias, oas, pgsizeBitmap } = cell.domain
      const page = smallestPage(pgsizeBitmap)
      const tape = cell.compile(Math.min(slots, cell.maxSlots))
      assertClosed(tape)
      assertScattered(tape)
      for (const [starts, bits] of [
        [tape.iova, ias],
        [tape.paddr, oas],
      ] as const) {
        assert.ok(starts.every((start, at) => start + tape.size[at] <= 2 ** bits))
        assert.ok(starts.every((start) => start % page === 0))
      }
    }),
    { numRuns: 100 },
  )
})

test('memory of a tape is used once', () => {
  const { iova, paddr, size, phases } = sweepCell({
    ...PLAIN,
    alignment: 'unaligned',
    segments: listOf('4K'),
  }).compile(8)
  const [{ to }] = phases
  assert.equal(new Set(paddr.slice(0, to)).size, to)
  assert.equal(new Set(iova.slice(0, to)).size, to)
  assert.ok(size.slice(0, to).every((bytes) => bytes === 4 * KIB))
})

test('every engine does it, and what is scattered too', () => {
  const blocks: Partial<SweepOptions> = { bufferBytes: 4 * MIB, pageSizes: ['4K', '2M'] }
  runOnEngines(sweepCell({ ...PLAIN, ...blocks, alignment: 'unaligned' }), 2)
  runOnEngines(sweepCell({ ...PLAIN, ...blocks, alignment: 'not-co-aligned' }), 2)
  runOnEngines(sweepCell({ ...PLAIN, ...blocks, segments: listOf('16K') }), 2)
  const heap = { bufferBytes: 8 * MIB, segments: listOf('2M+5x1M+12x64K+64x4K') }
  runOnEngines(sweepCell({ ...PLAIN, ...blocks, ...heap, mode: 'non-coherent-lazy' }), 2)
})
