import assert from 'node:assert/strict'
import { test } from 'node:test'
import { KIB, MAP, MIB, UNMAP } from '../../engines/contract/index.js'
import { bundledTrace } from './bundled.js'
import { Events } from './columns/events.js'
import { LIVE_POINTS, profileOf } from './profile.js'
import { parseTrace, readTraceSync } from './read.js'
import { MAP_PAGE } from './text/testing/dma-lines.js'

test('the bundled NVMe trace is what its capture told', () => {
  const trace = bundledTrace('arm64-6.1-strict-nvme_seq1m')
  assert.ok(trace !== undefined)
  const profile = profileOf(readTraceSync(trace.path))
  assert.equal(profile.maps, 14849)
  assert.equal(profile.unmaps, 256)
  assert.deepEqual(profile.mapSizes.slice(0, 3), [
    { bytes: 4 * KIB, count: 14337 },
    { bytes: 8 * KIB, count: 256 },
    { bytes: 792 * KIB, count: 256 },
  ])
  assert.deepEqual(profile.unmapSizes, [{ bytes: MIB, count: 256 }])
  assert.equal(profile.peakBytes, MIB + 4 * KIB)
  assert.equal(profile.peakRegions, 59)
  assert.equal(profile.maxMapsPerUnmap, 58)
  assert.deepEqual(profile.mapsPerUnmap, [{ maps: 58, count: 256 }])
  assert.equal(profile.neverMapped, 0)
  assert.equal(profile.mapsOverMapped, 0)
  assert.equal(profile.remaining, 1)
  assert.equal(profile.blockBytes, 0)
  assert.equal(profile.mappedBytes, 256 * MIB + 4 * KIB)
  assert.equal(profile.live.length, LIVE_POINTS)
  assert.equal(Math.max(...profile.live), profile.peakBytes)
  const few = profile.iovaAlignment.reduce((sum, { count }) => sum + count, 0)
  assert.equal(few, profile.maps)
  assert.deepEqual(profile.domains, {
    how: 'one',
    attributed: 0,
    list: [{ name: undefined, events: 15105 }],
  })
})

test('blocks cover what is 2M apart on both sides alike, and whole', () => {
  const trace = bundledTrace('arm64-6.1-strict-nvme_huge4m')
  assert.ok(trace !== undefined)
  const profile = profileOf(readTraceSync(trace.path))
  assert.equal(profile.blockBytes, profile.mappedBytes)
  assert.deepEqual(profile.mapsPerUnmap, [{ maps: 2, count: 256 }])
})

/** A trace of these events, whose numbers are pages. */
function profiled(...rows: Array<[op: typeof MAP | typeof UNMAP, iova: number, pages: number]>) {
  const events = new Events()
  for (const [op, iova, pages] of rows) {
    events.push(op, iova * 4096, op === MAP ? iova * 4096 : pages * 4096, pages * 4096, 1)
  }
  return profileOf({ ...parseTrace('', 'own.txt'), events })
}

test('unmaps from before the trace and maps over mapped ranges are counted', () => {
  const profile = profiled([UNMAP, 0, 1], [MAP, 0, 2], [MAP, 1, 2], [UNMAP, 0, 1])
  assert.equal(profile.neverMapped, 1)
  assert.equal(profile.mapsOverMapped, 1)
  assert.equal(profile.peakBytes, 12288)
  assert.equal(profile.remaining, 1)
  assert.deepEqual(profile.live, [0, 8192, 12288, 8192])
})

test('an unmap takes what it says that it unmapped, up to a hole', () => {
  const events = new Events()
  for (const page of [0, 2]) events.push(MAP, page * 4096, page * 4096, 4096, 1)
  events.push(UNMAP, 0, 4096, 3 * 4096, 1)
  events.push(UNMAP, 2 * 4096, 4096, 4096, 1)
  events.push(UNMAP, 4 * 4096, 0, 4096, 1)
  const { neverMapped, remaining } = profileOf({ ...parseTrace('', 'own.txt'), events })
  assert.deepEqual([neverMapped, remaining], [0, 0])
})

test('a map that no whole block lies in has none', () => {
  assert.equal(profiled([MAP, 513, 1000]).blockBytes, 0)
  assert.equal(profiled([MAP, 513, 1023]).blockBytes, 2 * MIB)
})

test('domains that the trace names are told apart', () => {
  const { domains } = profileOf(
    parseTrace([MAP_PAGE, MAP_PAGE.replace('04.0', '05.0')].join('\n'), 'own.txt'),
  )
  assert.deepEqual(domains, {
    how: 'derived',
    attributed: 2,
    list: [
      { name: { kind: 'device', name: '0000:00:04.0' }, events: 1 },
      { name: { kind: 'device', name: '0000:00:05.0' }, events: 1 },
    ],
  })
})
