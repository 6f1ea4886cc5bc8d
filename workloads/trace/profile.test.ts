import assert from 'node:assert/strict'
import { test } from 'node:test'
import { KIB, MAP, MIB, UNMAP } from '../../engines/contract/index.js'
import { bundledTrace } from './bundled.js'
import type { TraceEvent } from './event.js'
import { loadTrace } from './load.js'
import { profileTrace } from './profile.js'

test('the bundled NVMe trace is what its capture told', () => {
  const trace = bundledTrace('arm64-6.1-strict-nvme_seq1m')
  assert.ok(trace !== undefined)
  const profile = profileTrace(loadTrace(trace.path).events)
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
  assert.equal(profile.neverMapped, 0)
  assert.equal(profile.mapsOverMapped, 0)
  assert.equal(profile.remaining, 1)
})

test('unmaps from before the trace and maps over mapped ranges are counted', () => {
  const event = (op: typeof MAP | typeof UNMAP, iova: number, size: number): TraceEvent => ({
    op,
    iova,
    paddr: 0,
    size,
    unmapped: 0,
    line: 0,
  })
  const profile = profileTrace([
    event(UNMAP, 0, 4096),
    event(MAP, 0, 8192),
    event(MAP, 4096, 8192),
    event(MAP, MIB, 4096),
    event(UNMAP, 0, 12288),
    event(UNMAP, MIB, 4096),
  ])
  assert.equal(profile.neverMapped, 1)
  assert.equal(profile.mapsOverMapped, 1)
  assert.equal(profile.peakBytes, 16384)
  assert.equal(profile.peakRegions, 3)
  // The first of the two, whatever came after it.
  assert.equal(profile.maxMapsPerUnmap, 2)
  assert.equal(profile.remaining, 0)
})
