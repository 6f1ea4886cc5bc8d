import assert from 'node:assert/strict'
import { test } from 'node:test'
import { beginningOf } from './beginning.js'
import { tracedGranule } from './granule.js'
import { parseTrace } from './read.js'

const AT = 'x-1 [000] ..... 1.0: '
const map = (page: number) =>
  `${AT}map: IOMMU: iova=0x${page}000 - 0x${page + 1}000 paddr=0x${page}000 size=4096`

test('the beginning of a trace has what belongs to its events, and no more', () => {
  const call = `${AT}pgt_map: (arm_lpae_map_pages+0x0/0x1) ops=0xaa iova=0x1000`
  const lookup = `${AT}iova_to_phys: (arm_lpae_iova_to_phys+0x0/0x1) ops=0xaa iova=0x1000`
  const lost = 'CPU:0 [LOST 5 EVENTS]'
  const lines = [call, map(1), lookup, lost, map(2), lost, lookup, map(3)]
  const trace = parseTrace(lines.join('\n'), 'own.txt')
  assert.equal(beginningOf(trace, 3), trace)
  const { attributed, events, lookups, losses } = beginningOf(trace, 2)
  assert.deepEqual(
    [...events].map(({ iova, line }) => [iova, line]),
    [
      [0x1000, 2],
      [0x2000, 5],
    ],
  )
  assert.deepEqual([attributed, lookups.length, losses.map(({ line }) => line)], [1, 1, [4]])
})

const large = (at: number, kib: number) =>
  `${AT}map: IOMMU: iova=0x${at.toString(16)} - 0x${(at + kib * 1024).toString(16)} paddr=0x${at.toString(16)} size=${kib * 1024}`

test('the beginning has the pages that the whole trace shows', () => {
  const lines = [large(0x10000, 64), large(0x20000, 64), large(0x34000, 16)]
  const trace = parseTrace(lines.join('\n'), 'own.txt')
  assert.deepEqual(tracedGranule(trace), { granule: '16K', known: false })
  assert.deepEqual(tracedGranule(beginningOf(trace, 2)), { granule: '16K', known: false })
})

test("called sizes of two granules say of neither that it is the kernel's", () => {
  const trace = parseTrace([large(0x10000, 64), large(0x20000, 64)].join('\n'), 'own.txt')
  const called = (...calledSizes: number[]) => tracedGranule({ ...trace, calledSizes })
  assert.deepEqual(called(65536), { granule: '64K', known: true })
  assert.deepEqual(called(16384, 65536), { granule: '64K', known: false })
})
