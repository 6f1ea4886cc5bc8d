import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { ALIGNMENTS, KIB, MIB, MODES, parseSize } from '../../engines/contract/index.js'
import { cutsOf } from '../cell/cuts.js'
import { pgsizeBitmapOf } from '../cell/domain.js'
import { listOf } from '../testing.js'
import { layoutOf } from './layout.js'
import type { SweepOptions } from './options.js'
import { signatureOf } from './signature.js'

const PLAIN: SweepOptions = {
  bufferBytes: 2 * MIB,
  pageSizes: ['4K'],
  alignment: 'aligned',
  mode: 'coherent-strict',
}

function same(a: Partial<SweepOptions>, b: Partial<SweepOptions>): boolean {
  return signatureOf({ ...PLAIN, ...a }) === signatureOf({ ...PLAIN, ...b })
}

test('a signature can be read', () => {
  const options = { pageSizes: ['4K', '2M'], alignment: 'not-co-aligned' } as const
  assert.equal(
    signatureOf({ ...PLAIN, ...options }),
    'coherent-strict: map 512x4K[512/64]; unmap 1x2M[1/1]',
  )
  assert.equal(
    signatureOf({ ...PLAIN, bufferBytes: 64 * KIB, segments: listOf('16K') }),
    'coherent-strict: map 4*(4x4K[4/1]); unmap 16x4K[16/2]',
  )
})

test('larger page sizes that fit nowhere make no other work', () => {
  const small = { bufferBytes: 64 * KIB }
  assert.ok(same(small, { ...small, pageSizes: ['4K', '2M', '1G'] }))
  assert.ok(same({ pageSizes: ['4K', '2M'] }, { pageSizes: ['4K', '2M', '1G'] }))
  assert.ok(!same({}, { pageSizes: ['4K', '2M'] }))
})

test('where paddr lies matters only where a block could be', () => {
  assert.ok(same({}, { alignment: 'not-co-aligned' }))
  const blocks = { pageSizes: ['4K', '2M'] } as const
  assert.ok(!same(blocks, { ...blocks, alignment: 'not-co-aligned' }))
})

test('a buffer that is moved within its cache line is the same work', () => {
  const unaligned = { alignment: 'unaligned' } as const
  assert.ok(same({ bufferBytes: 16 * KIB }, { bufferBytes: 16 * KIB, ...unaligned }))
  assert.ok(!same({ bufferBytes: 64 * KIB }, { bufferBytes: 64 * KIB, ...unaligned }))
})

test('a buffer of one segment is contiguous', () => {
  const small = { bufferBytes: 64 * KIB }
  assert.ok(same(small, { ...small, segments: listOf('64K') }))
  assert.ok(!same(small, { ...small, segments: listOf('32K') }))
})

test('a buffer that is mapped page by page is other work than one mapped whole, or scattered', () => {
  assert.ok(!same({ mappedByPage: true }, {}))
  assert.ok(!same({ mappedByPage: true }, { segments: listOf('4K') }))
  assert.ok(same({ mappedByPage: true }, { mappedByPage: true, alignment: 'not-co-aligned' }))
})

test('modes are work of their own', () => {
  assert.ok(!same({}, { mode: 'coherent-lazy' }))
})

/** All that a cell's first slot is cut into, spelled out. */
function cuts(options: SweepOptions) {
  const bitmap = pgsizeBitmapOf(options.pageSizes)
  const [segments] = layoutOf(options).slots(1)
  const parts = [
    ...segments.map(({ iova, paddr, size }) => cutsOf(bitmap, iova, paddr, size)),
    cutsOf(bitmap, segments[0].iova, segments[0].iova, options.bufferBytes),
  ]
  return parts.map((part) =>
    part.map(({ pgsize, count, tables }) => [pgsize, count, tables.map((run) => run.count)]),
  )
}

test('equal signatures mean equal cuts', () => {
  const option = fc.record({
    bufferBytes: fc.constantFrom(
      ...['4K', '64K', '2M', '4M', '6M'].map((size) => parseSize(size) ?? 0),
    ),
    pageSizes: fc.constantFrom<SweepOptions['pageSizes'][]>(
      ['4K'],
      ['4K', '2M'],
      ['4K', '2M', '1G'],
    ),
    alignment: fc.constantFrom(...ALIGNMENTS),
    segments: fc.constantFrom(listOf('4K'), undefined),
    mode: fc.constantFrom(...MODES),
  })
  const halved = option.filter(
    ({ alignment, bufferBytes }) => alignment !== 'straddling' || bufferBytes > 4 * KIB,
  )
  const made = fc.sample(halved, { numRuns: 300, seed: 1 }).map(({ segments, ...rest }) => {
    return segments === undefined ? rest : { ...rest, segments }
  })
  const bySignature = new Map<string, SweepOptions>()
  let equal = 0
  for (const options of made) {
    const signature = signatureOf(options)
    const first = bySignature.get(signature)
    if (first === undefined) bySignature.set(signature, options)
    else {
      equal++
      assert.equal(options.mode, first.mode)
      assert.deepEqual(cuts(options), cuts(first), signature)
    }
  }
  assert.ok(equal > 100, 'too few equal signatures to prove anything')
})
