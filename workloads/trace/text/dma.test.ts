import assert from 'node:assert/strict'
import { test } from 'node:test'
import { InputError, MAP, UNMAP } from '../../../engines/contract/index.js'
import { CONTINUES } from '../columns/events.js'
import { parseTrace } from '../read.js'
import * as lines from './testing/dma-lines.js'

function parse(...texts: string[]) {
  const trace = parseTrace(texts.join('\n'), 'own.txt')
  const events = [...trace.events].map(({ op, iova, paddr, size }, at) => [
    op,
    iova,
    paddr,
    size,
    trace.events.flags(at) & CONTINUES,
  ])
  return { ...trace, list: events }
}

test('a page of a device is a map of the page that it lies in', () => {
  const { list, from, domains, attributed } = parse(lines.MAP_PAGE, lines.UNMAP_PAGE)
  assert.equal(from, 'dma')
  assert.deepEqual(list, [
    [MAP, 0xfffff000, 0x123456000, 4096, 0],
    [UNMAP, 0xfffff000, 0, 4096, 0],
  ])
  assert.deepEqual(domains, [{ kind: 'device', name: '0000:00:04.0' }])
  assert.equal(attributed, 2)
  assert.deepEqual(parse(lines.MAP_PHYS).list, list.slice(0, 1), 'the newer name')
})

test('a scatter list is whole, neighbours in memory are one, and its unmap is one', () => {
  const { list, dma } = parse(lines.MAP_LIST, lines.UNMAP_LIST)
  assert.deepEqual(list, [
    [MAP, 0xffe00000, 0x10000000, 0x2000, 0],
    [MAP, 0xffe02000, 0x20000000, 0x2000, CONTINUES],
    [UNMAP, 0xffe00000, 0, 0x4000, 0],
  ])
  assert.equal(dma?.lists, 1)
})

test('entries that are joined for the device are a page each where that is all there is', () => {
  const { list, dma } = parse(lines.JOINED_LIST, lines.UNMAP_JOINED)
  assert.deepEqual(list, [
    [MAP, 0xffe00000, 0x10000000, 0x1000, 0],
    [MAP, 0xffe01000, 0x30000000, 0x1000, CONTINUES],
    [MAP, 0xffe02000, 0x20000000, 0x1000, CONTINUES],
    [UNMAP, 0xffe00000, 0, 0x3000, 0],
  ])
  assert.equal(dma?.guessedLists, 0)
})

test('lengths that are not printed are counted as guessed, and truncated lists as truncated', () => {
  const guessed = parse(lines.GUESSED_LIST)
  assert.deepEqual([guessed.dma?.guessedLists, guessed.dma?.truncatedLists], [1, 0])
  assert.equal(
    guessed.list.reduce((sum, [, , , size]) => sum + size, 0),
    0x9000,
  )
  const truncated = parse(lines.TRUNCATED_LIST)
  assert.deepEqual([truncated.dma?.guessedLists, truncated.dma?.truncatedLists], [0, 1])
  assert.equal(truncated.list.length, 2)
})

test('an unmap takes the newest list that begins with its memory and has as many entries', () => {
  const device = '0000:01:00.0 dir=FROM_DEVICE'
  const list = (iova: string, ...paddrs: string[]) => {
    const addrs = paddrs.map((_, at) => `0x${iova}${at}000`)
    const sizes = paddrs.map(() => '0x1000')
    return `${lines.AT}dma_map_sg: ${device} dma_addrs={${addrs}} sizes={${sizes}} phys_addrs={${paddrs}} attrs=`
  }
  const unmapOf = (...paddrs: string[]) =>
    `${lines.AT}dma_unmap_sg: ${device} phys_addrs={${paddrs}} attrs=`
  const two = ['0x50000', '0x60000']
  const { dma, list: found } = parse(
    list('a', ...two),
    list('b', ...two),
    list('c', '0x50000'),
    unmapOf(...two),
    unmapOf(...two, '0x70000'),
    unmapOf('0x50000'),
    unmapOf(...two),
    unmapOf(...two),
  )
  const unmaps = found.filter(([op]) => op === UNMAP).map(([, iova]) => iova)
  assert.deepEqual(unmaps, [0xb0000, 0xc0000, 0xa0000])
  assert.equal(dma?.unknownLists, 2)
})

test('an unmap of a list that was not seen mapped is counted', () => {
  assert.equal(parse(lines.UNMAP_LIST, lines.MAP_LIST).dma?.unknownLists, 1)
})

test('devices without an IOMMU, allocations, failures and syncs map nothing', () => {
  const { list, dma, skipped } = parse(
    lines.DIRECT_PAGE,
    lines.ALLOCATION,
    lines.FAILED_PAGE,
    lines.SYNC,
    lines.MAP_PAGE,
  )
  assert.equal(list.length, 1)
  assert.deepEqual([dma?.direct, dma?.allocations, skipped.others], [1, 1, 2])
})

test('a damaged line is a place where the trace is not whole', () => {
  for (const line of [
    lines.MAP_LIST.replace('0x20000000}', '0x2000zz}'),
    lines.MAP_LIST.replace(' phys_addrs', ' phys'),
    lines.MAP_PAGE.replace(/ phys_addr=\w+/, ''),
    lines.UNMAP_LIST.replace(/\{.*\}/, '{}'),
  ]) {
    const { losses } = parse(lines.MAP_PAGE, line)
    assert.deepEqual(
      losses.map(({ reason }) => reason.kind),
      ['damaged'],
      line,
    )
  }
})

const IOMMU_MAP =
  'dd-439 [000] ..... 1.0: map: IOMMU: iova=0x00000000fffff000 - 0x0000000100000000 paddr=0x0000000123456000 size=4096'
const IOMMU_UNMAP =
  'dd-439 [000] ..... 1.0: unmap: IOMMU: iova=0x00000000fffff000 - 0x0000000100000000 size=4096 unmapped_size=4096'

test('beside iommu events, dma events tell their device alone', () => {
  const other =
    'dd-439 [000] ..... 1.0: map: IOMMU: iova=0x00000000eeeee000 paddr=0x0000000123456000 size=4096'
  const { list, from, events, attributed } = parse(
    IOMMU_MAP,
    lines.MAP_PAGE,
    IOMMU_UNMAP,
    lines.UNMAP_PAGE,
    other,
  )
  assert.equal(from, 'iommu')
  assert.equal(attributed, 2)
  assert.equal(list.length, 3)
  assert.deepEqual(
    [0, 1, 2].map((at) => events.domain(at)),
    [0, 0, undefined],
  )
})

test('an unmap whose dma event is printed first has its device too', () => {
  const { attributed, events } = parse(IOMMU_MAP, lines.MAP_PAGE, lines.UNMAP_PAGE, IOMMU_UNMAP)
  assert.equal(attributed, 2)
  assert.equal(events.domain(1), 0)
})

test('devices of one group share a domain', () => {
  const group = (device: string) =>
    `x-1 [000] ..... 1.0: add_device_to_group: IOMMU: groupID=7 device=${device}`
  const { domains, devices } = parse(
    group('0000:00:04.0'),
    group('0000:00:06.0'),
    lines.MAP_PAGE,
    lines.MAP_PHYS.replace('04.0', '06.0'),
  )
  assert.deepEqual(domains, [{ kind: 'group', name: '7' }])
  assert.equal(devices.size, 2)
})

test('more devices than can be numbered are refused with the line', () => {
  const text = Array.from({ length: 65_536 }, (_, at) =>
    lines.MAP_PAGE.replace('0000:00:04.0', `device-${at}`),
  ).join('\n')
  assert.throws(
    () => parse(text),
    (error) =>
      error instanceof InputError &&
      error.message.startsWith('own.txt:65536: names more than 65535 page tables and devices'),
  )
})
