/** Eviction, seen in the memory that it writes: whether it is done shows in no figure of a test. */
import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import {
  compileTape,
  KIB,
  MAP,
  type Operation,
  PAGE,
  SILENT,
  UNMAP,
} from '../../../engines/index.js'
import { domainOf } from '../../../engines/testing.js'
import { brokenEngine } from '../../testing/engines/broken.js'
import { evict, releaseEvicted } from './evict.js'
import { CellSampler } from './sampler.js'

/** What was made of bytes: the memory that is written is the last of it. */
let made: Uint8Array[] = []

const Real = globalThis.Uint8Array

beforeEach(() => {
  made = []
  globalThis.Uint8Array = class extends Real {
    constructor(length: number) {
      super(length)
      made.push(this)
    }
  } as typeof Uint8Array
})

afterEach(() => {
  globalThis.Uint8Array = Real
  releaseEvicted()
})

test('a byte of each line is written, each time, and no other', () => {
  evict(KIB)
  evict(KIB / 2)
  const [memory] = made
  assert.equal(memory.length, KIB)
  for (const [at, value] of memory.entries()) {
    const times = at >= KIB / 2 ? 1 : 2
    assert.equal(value, at % 64 === 0 ? times : 0, `byte ${at}`)
  }
})

test('a sampler evicts before each phase that asks for it, timed or not', () => {
  // Bytes that an eviction left changed, phase by phase.
  const seen: string[] = []
  const writes = () => made.at(-1)?.[0] ?? 0
  const engine = brokenEngine('told', (session) => ({
    runMaps(...phase) {
      seen.push(`map after ${writes()}`)
      session.runMaps(...phase)
    },
    runUnmaps(...phase) {
      seen.push(`unmap after ${writes()}`)
      session.runUnmaps(...phase)
    },
  }))
  const page: Operation = { op: MAP, iova: 64 * KIB, paddr: 64 * KIB, size: PAGE }
  const gone: Operation = { ...page, op: UNMAP, paddr: 0 }
  const tape = compileTape([
    { op: 'map', timed: false, evictBytes: PAGE, operations: [page] },
    { op: 'unmap', timed: true, evictBytes: PAGE, operations: [gone] },
    { op: 'map', timed: true, operations: [page] },
    { op: 'unmap', timed: false, operations: [gone] },
  ])
  new CellSampler(engine.open(domainOf(), SILENT), tape).turn()
  const cycle = (times: number) => [
    `map after ${(2 * times + 1) % 256}`,
    `unmap after ${(2 * times + 2) % 256}`,
    `map after ${(2 * times + 2) % 256}`,
    `unmap after ${(2 * times + 2) % 256}`,
  ]
  assert.deepEqual(seen.slice(0, 12), [0, 1, 2].flatMap(cycle))
})
