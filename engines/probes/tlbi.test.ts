import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  ARM_LPAE_IOMMUS,
  bytesBeyond,
  type Counts,
  GIB,
  type InvalidationCounter,
  KIB,
  MIB,
  PAGE,
} from '../contract/index.js'
import { CountedSession, domainOf, engineOf } from '../testing.js'
import { CountingProbe } from './counting.js'
import { type Commands, EVERYTHING } from './iommus/model.js'
import { commandCount, MODELS } from './tlbi.js'

/** Commands of each model, in the order of the list. */
function commands(counts: Counts): Array<number | undefined> {
  return ARM_LPAE_IOMMUS.map(({ counter }) => counts[counter])
}

/** The same for a number of pages. */
function commandsFor(pages: number): number[] {
  return ARM_LPAE_IOMMUS.map(({ counter }) => commandCount(MODELS[counter], pagesFrom0(pages)))
}

function pagesFrom0(pages: number) {
  return { start: 0, end: pages * PAGE, pgsize: PAGE }
}

/** Commands of a model that has an answer of its own for every range. */
function smmuCommands(counter: InvalidationCounter, pages: number): Commands[] {
  const commands = MODELS[counter](pagesFrom0(pages))
  if (commands === EVERYTHING) throw new Error(`${counter} invalidates everything`)
  return commands
}

const KNOWN = [
  { pages: 1, commands: [2, 2, 2, 2], why: 'a page' },
  { pages: 31, commands: [32, 32, 2, 2], why: 'five bits tell it' },
  { pages: 32, commands: [33, 33, 2, 2], why: 'a unit of 32, or 32 units of one' },
  {
    pages: 33,
    commands: [34, 34, 3, 3],
    why: 'a page and a unit of 32; 16 units of two, and a page',
  },
  { pages: 34, commands: [35, 35, 2, 2], why: '17 units of two' },
  { pages: 512, commands: [513, 513, 2, 2], why: 'a table' },
  { pages: 1023, commands: [1024, 1024, 3, 3], why: '31 pages and 31 units of 32' },
  { pages: 32_769, commands: [32_770, 32_770, 3, 3], why: 'far apart bits' },
  {
    pages: 35_873,
    commands: [35_874, 35_874, 5, 3],
    why: 'bits 0, 5, 10, 11 and 15: four of five',
  },
]

for (const { commands, pages, why } of KNOWN) {
  test(`${pages} pages, ${why}: commands by page, list, ranges and two ranges`, () => {
    assert.deepEqual(commandsFor(pages), commands)
  })
}

test('every command reaches into the range alone, and all of them cover it', () => {
  const pages = fc.oneof(
    fc.integer({ min: 1, max: 5000 }),
    fc.integer({ min: 1, max: 2 ** 16 }),
    // Few bits that are set, as in buffers of several tables and a rest.
    fc
      .array(fc.nat(17), { minLength: 1, maxLength: 6 })
      .map((bits) => [...new Set(bits)].reduce((sum, bit) => sum + 2 ** bit, 0)),
  )
  for (const { counter } of ARM_LPAE_IOMMUS) {
    fc.assert(
      fc.property(pages, (count) => {
        const reached = new Uint8Array(count)
        for (const run of smmuCommands(counter, count)) {
          const [from, end] = [run.start / PAGE, (run.start + run.bytes * run.count) / PAGE]
          assert.ok(from >= 0 && run.bytes > 0 && end <= count, counter)
          reached.fill(1, from, end)
        }
        assert.ok(!reached.includes(0), `${counter}: ${count} pages are not covered`)
      }),
    )
  }
})

test('a range command holds at most five bits of units, and none needs more than two of them any more', () => {
  const ranges: InvalidationCounter[] = ['tlbiRange', 'tlbiTwoRanges']
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 36 }), (pages) => {
      for (const counter of ranges) {
        for (const command of smmuCommands(counter, pages)) {
          let units = command.bytes
          while (units % 2 === 0) units /= 2
          assert.ok(command.count === 1 && units <= 32, `${counter}: ${JSON.stringify(command)}`)
        }
      }
      const [before, since] = ranges.map((counter) => smmuCommands(counter, pages).length)
      assert.ok(since <= 2 && since <= before)
    }),
  )
})

test('ranges come to as many commands in pages as in granules', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 18 }), fc.constantFrom(9, 18), (pages, bits) => {
      const [, , ...inPages] = commandsFor(pages)
      const inGranules = (['tlbiRange', 'tlbiTwoRanges'] as const).map((counter) =>
        commandCount(MODELS[counter], pagesFrom0(pages * 2 ** bits)),
      )
      assert.deepEqual(inPages, inGranules)
    }),
  )
})

test('nothing gathered is nothing sent, and a range without a page size is reported in the smallest pages', () => {
  const probe = new CountingProbe()
  probe.sync(false, Number.MAX_SAFE_INTEGER, 0, 0)
  const nothing = probe.take()
  assert.deepEqual(commands(nothing), [0, 0, 0, 0])
  assert.deepEqual([nothing.finalSyncs, nothing.invalidatedBytes], [1, 0])
  probe.sync(false, GIB, GIB + 2 * MIB, 0)
  assert.deepEqual(commands(probe.take()), [513, 513, 2, 2])
})

test('64M of 2M blocks, gathered as blocks and as pages', () => {
  const probe = new CountingProbe()
  probe.sync(false, GIB, GIB + 64 * MIB, 2 * MIB)
  const blocks = probe.take()
  assert.deepEqual(commands(blocks), [33, 33, 2, 2])
  probe.sync(false, GIB, GIB + 64 * MIB, PAGE)
  const pages = probe.take()
  assert.deepEqual(commands(pages), [16_385, 16_385, 2, 2])
  assert.deepEqual([blocks.invalidatedBytes, pages.invalidatedBytes], [64 * MIB, 64 * MIB])
})

test('commands of an unmap under each model: 2M of 4K pages that stay', () => {
  const session = new CountedSession(engineOf('per-page'), domainOf({ pgsizeBitmap: 4096 }))
  session.map(64 * GIB, 128 * GIB, 2 * MIB)
  const { counts } = session.unmap(64 * GIB, 2 * MIB)
  assert.deepEqual(commands(counts), [513, 513, 2, 2])
  assert.equal(bytesBeyond(counts), 0)
})

test('a table that goes is invalidated page by page, or by one range command', () => {
  const session = new CountedSession(engineOf('per-page'), domainOf())
  session.map(64 * GIB, 128 * GIB + 4096, 2 * MIB)
  const { counts } = session.unmap(64 * GIB, 2 * MIB)
  assert.equal(counts.flushWalks, 1)
  assert.deepEqual(commands(counts), [513, 513, 2, 2])
  assert.deepEqual([counts.unmappedBytes, counts.invalidatedBytes], [2 * MIB, 2 * MIB])
  assert.equal(bytesBeyond(counts), 0)
})

test('beyond what was unmapped: the table whose place a block takes', () => {
  const session = new CountedSession(engineOf('per-page'), domainOf())
  session.map(64 * GIB, 128 * GIB, 64 * KIB)
  session.unmap(64 * GIB, 64 * KIB)
  const { counts } = session.map(64 * GIB, 128 * GIB, 2 * MIB)
  assert.deepEqual([counts.flushWalks, bytesBeyond(counts)], [1, 2 * MIB])
})

test('beyond what was unmapped: a table that is flushed, and gathered as well', () => {
  const session = new CountedSession(engineOf('range-gather'), domainOf())
  session.map(64 * GIB, 128 * GIB + PAGE, 2 * MIB)
  const { counts } = session.unmap(64 * GIB, 2 * MIB)
  assert.deepEqual([counts.unmappedBytes, bytesBeyond(counts)], [2 * MIB, 2 * MIB])
})

test('beyond what was unmapped: unknown where unmaps never sync, and where nobody counted', () => {
  const session = new CountedSession(engineOf('per-page'), domainOf({ strict: false }))
  session.map(64 * GIB, 128 * GIB, 64 * KIB)
  const { counts } = session.unmap(64 * GIB, 64 * KIB)
  assert.deepEqual([counts.unmappedBytes, counts.invalidatedBytes], [64 * KIB, 0])
  assert.equal(bytesBeyond(counts), undefined)
  assert.equal(bytesBeyond({ finalSyncs: 1, invalidatedBytes: 4096 }), undefined)
  assert.equal(bytesBeyond({ finalSyncs: 1, unmappedBytes: 4096 }), undefined)
})
