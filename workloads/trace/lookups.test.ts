import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertClosed } from '../testing.js'
import { cellOfTrace } from './cell.js'
import { parseTrace } from './read.js'

const AT = 'x-1 [000] ..... 1.0: '

/** In pages. */
function map(iova: number, pages: number): string {
  return `${AT}map: IOMMU: iova=0x${iova.toString(16)}000 - 0x${(iova + pages).toString(16)}000 paddr=0x${(iova + 0x500).toString(16)}000 size=${pages * 4096}`
}

function unmap(iova: number, pages: number): string {
  return `${AT}unmap: IOMMU: iova=0x${iova.toString(16)}000 - 0x${(iova + pages).toString(16)}000 size=${pages * 4096} unmapped_size=${pages * 4096}`
}

function call(op: 'map' | 'unmap', table: string, iova: number): string {
  return `${AT}pgt_${op}: (arm_lpae_${op}_pages+0x0/0x170) ops=${table} iova=0x${iova.toString(16)}000`
}

function lookup(table: string, iova: number, offset = '000'): string {
  return `${AT}iova_to_phys: (arm_lpae_iova_to_phys+0x0/0x110) ops=${table} iova=0x${iova.toString(16)}${offset}`
}

function lookupsOf(...lines: string[]) {
  const cell = cellOfTrace(parseTrace(lines.join('\n'), 'own.txt'))
  assert.equal(cell.lookups?.(), undefined, 'before it is compiled')
  assertClosed(cell.compile(1))
  const found = cell.lookups?.()
  assert.ok(found !== undefined)
  const { assumed, lookups, maps } = found
  return {
    assumed,
    iovas: [...lookups.iova].map((iova) => iova / 4096),
    phases: lookups.phases,
    maps: [...maps.iova].map((iova, at) => [
      iova / 4096,
      maps.paddr[at] / 4096,
      maps.size[at] / 4096,
    ]),
  }
}

test('one for each unmap where the trace names none, over all that was ever mapped', () => {
  const { assumed, iovas, maps, phases } = lookupsOf(
    map(1, 4),
    unmap(1, 4),
    map(3, 4),
    unmap(3, 4),
    map(9, 1),
  )
  assert.equal(assumed, true)
  assert.deepEqual(iovas, [1, 3])
  assert.deepEqual(phases, [{ op: 'unmap', timed: true, from: 0, to: 2 }])
  assert.deepEqual(maps, [
    [1, 0x501, 4],
    [5, 0x505, 2],
    [9, 0x509, 1],
  ])
})

test('those that kprobe lines name, in the place of their domain; not of what is not mapped', () => {
  const { assumed, iovas } = lookupsOf(
    call('map', '0xaa', 1),
    map(1, 2),
    call('map', '0xbb', 1),
    map(1, 2),
    lookup('0xbb', 2, 'e40'),
    lookup('0xaa', 1),
    lookup('0xaa', 7),
    lookup('0xcc', 1),
    call('unmap', '0xaa', 1),
    unmap(1, 2),
  )
  assert.equal(assumed, false)
  assert.deepEqual(iovas, [2 ** 27 + 2, 1])
})
