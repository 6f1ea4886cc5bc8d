/** Known answers are worked out by hand from the rules of the drivers that the models name. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  bytesBeyond,
  COUNTER_NAMES,
  type Counts,
  countersOf,
  type GatheredLevels,
  GIB,
  type InvalidationCounter,
  IOMMUS,
  iommusOf,
  KIB,
  MIB,
  PAGE,
} from '../../contract/index.js'
import { CountingProbe } from '../counting.js'
import { MODELS } from '../tlbi.js'
import { EVERYTHING, type Gathered } from './model.js'

const AT = 64 * GIB
const LEAVES = { leaves: 1, tables: 0 }
const BLOCKS = { leaves: 2, tables: 0 }
const PAGES_AND_TABLES = { leaves: 1, tables: 2 }

/** What an unmap of `size` bytes at `start` counts that gathered one range without a page size. */
function unmapped(format: string, start: number, size: number, levels?: GatheredLevels): Counts {
  const probe = new CountingProbe(format)
  probe.sync(false, start, start + size, 0, levels)
  probe.unmapped(size)
  return probe.take()
}

const BLOCK_KNOWN = [
  { what: 'a page', start: AT + 5 * PAGE, size: PAGE, block: PAGE },
  { what: '256 x 4K at 1M', start: AT + MIB, size: MIB, block: MIB },
  { what: '2M', start: AT, size: 2 * MIB, block: 2 * MIB },
  { what: '2M at 1M past its alignment', start: AT + MIB, size: 2 * MIB, block: 4 * MIB },
  { what: '64M', start: AT, size: 64 * MIB, block: 64 * MIB },
  { what: '3 pages', start: AT, size: 3 * PAGE, block: 4 * PAGE },
  { what: '2 pages across 1M', start: AT + MIB - PAGE, size: 2 * PAGE, block: 2 * MIB },
  { what: '2 pages across 64G', start: AT - PAGE, size: 2 * PAGE, block: 128 * GIB },
]

for (const { block, size, start, what } of BLOCK_KNOWN) {
  test(`${what}: one command and a wait reach an aligned power of two`, () => {
    for (const [format, counter] of [
      ['x86-64', 'tlbiVtdFirst'],
      ['x86-64', 'tlbiAmd'],
      ['amd-v1', 'tlbiAmd'],
      ['riscv-64', 'tlbiRiscvRange'],
    ] as const) {
      const counts = unmapped(format, start, size, LEAVES)
      assert.equal(counts[counter], 2, counter)
      assert.equal(counts.alignedBytes, block, counter)
      assert.equal(bytesBeyond(counts), block - size, counter)
    }
    const { alignedBytes, tlbiVtd } = unmapped('vtd-ss', start, size)
    assert.deepEqual([tlbiVtd, alignedBytes], [2, block])
  })
}

test('VT-d, second stage: 1G is one mask, anything wider is the whole domain and no number of bytes', () => {
  const most = unmapped('vtd-ss', AT, GIB)
  assert.deepEqual([most.tlbiVtd, most.wholeVtd, bytesBeyond(most)], [2, 0, 0])
  for (const [start, size] of [
    [AT + GIB - PAGE, 2 * PAGE],
    [AT, GIB + PAGE],
  ]) {
    const wider = unmapped('vtd-ss', start, size)
    assert.deepEqual([wider.tlbiVtd, wider.wholeVtd, bytesBeyond(wider)], [2, 1, undefined])
  }
})

const GUEST_KNOWN = [
  { what: 'a page', start: AT + 5 * PAGE, pages: 1, pieces: 1 },
  { what: '256 x 4K at 1M', start: AT + MIB, pages: 256, pieces: 1 },
  { what: '2M at 1M past its alignment: 1M and 1M', start: AT + MIB, pages: 512, pieces: 2 },
  { what: '64M', start: AT, pages: 16_384, pieces: 1 },
  { what: '3 pages: 2 and 1', start: AT, pages: 3, pieces: 2 },
  { what: '7 pages from the first on: 1, 2 and 4', start: AT + PAGE, pages: 7, pieces: 3 },
  { what: '6 pages from the third on: 1, 4 and 1', start: AT + 3 * PAGE, pages: 6, pieces: 3 },
  { what: 'address 0, 5 pages: 4 and 1', start: 0, pages: 5, pieces: 2 },
]

for (const { pages, pieces, start, what } of GUEST_KNOWN) {
  test(`AMD in a guest, ${what}: a command each, and a wait`, () => {
    assert.equal(unmapped('amd-v1', start, pages * PAGE).tlbiAmdNp, pieces + 1)
  })
}

const WITHOUT_RANGES = [
  { what: 'a page', size: PAGE, levels: LEAVES, commands: 2, whole: 0 },
  { what: '256 x 4K', size: MIB, levels: LEAVES, commands: 257, whole: 0 },
  {
    what: '512 x 4K that leave their table',
    size: 2 * MIB,
    levels: LEAVES,
    commands: 513,
    whole: 0,
  },
  { what: '513 x 4K', size: 2 * MIB + PAGE, levels: LEAVES, commands: 2, whole: 1 },
  { what: '2M whose table goes', size: 2 * MIB, levels: PAGES_AND_TABLES, commands: 2, whole: 1 },
  { what: '32 x 2M', size: 64 * MIB, levels: BLOCKS, commands: 33, whole: 0 },
  { what: '1M by a page, told of 2M blocks', size: MIB, levels: BLOCKS, commands: 2, whole: 1 },
  { what: 'a range of no level', size: MIB, levels: undefined, commands: 2, whole: 1 },
]

for (const { commands, levels, size, what, whole } of WITHOUT_RANGES) {
  test(`RISC-V without ranges, ${what}: a command a page and a fence, or one for everything`, () => {
    const counts = unmapped('riscv-64', AT, size, levels)
    assert.deepEqual([counts.tlbiRiscv, counts.wholeRiscv], [commands, whole])
    assert.equal(counts.tlbiRiscvRange, 2)
  })
}

test('a table that is flushed as it goes: everything without NL, one range with it', () => {
  const probe = new CountingProbe('riscv-64')
  probe.flushWalk(AT, 2 * MIB, PAGE)
  const { alignedBytes, tlbiRiscv, tlbiRiscvRange, wholeRiscv } = probe.take()
  assert.deepEqual([tlbiRiscv, wholeRiscv, tlbiRiscvRange, alignedBytes], [2, 1, 2, 2 * MIB])
})

test('a page size says of leaves what a level says', () => {
  const probe = new CountingProbe('riscv-64')
  probe.sync(true, AT, AT + 6 * MIB, 2 * MIB)
  const { tlbiRiscv, wholeRiscv } = probe.take()
  assert.deepEqual([tlbiRiscv, wholeRiscv], [4, 0])
})

/** Ranges of pages wherever an IOVA may be, short ones across large powers of two among them. */
const ranges: fc.Arbitrary<Gathered> = fc
  .record({
    at: fc.oneof(
      fc.nat(2 ** 20),
      fc.nat(40).map((bit) => 2 ** bit - 1),
      fc.nat(2 ** 36),
    ),
    pages: fc.oneof(fc.integer({ min: 1, max: 600 }), fc.integer({ min: 1, max: 2 ** 20 })),
    levels: fc.constantFrom(undefined, LEAVES, PAGES_AND_TABLES),
  })
  .map(({ at, levels, pages }) => ({
    start: at * PAGE,
    end: (at + pages) * PAGE,
    pgsize: 0,
    levels,
  }))

test('commands lie side by side, cover the range, and each of them reaches into it', () => {
  for (const { counter } of IOMMUS) {
    fc.assert(
      fc.property(ranges, (gathered) => {
        const commands = MODELS[counter](gathered)
        if (commands === EVERYTHING) return
        const runs = commands.toSorted((a, b) => a.start - b.start)
        let covered = gathered.start
        for (const { bytes, count, start } of runs) {
          assert.ok(start <= covered, `${counter}: a gap`)
          assert.ok(start + bytes > gathered.start && start + (count - 1) * bytes < gathered.end)
          covered = Math.max(covered, start + bytes * count)
        }
        assert.ok(covered >= gathered.end, `${counter}: not all is covered`)
      }),
    )
  }
})

const POWERS: InvalidationCounter[] = [
  'tlbiVtd',
  'tlbiVtdFirst',
  'tlbiAmd',
  'tlbiAmdNp',
  'tlbiRiscvRange',
]

test('what a command of these reaches is a power of two, aligned to itself, and no smaller one would do', () => {
  for (const counter of POWERS) {
    fc.assert(
      fc.property(ranges, (gathered) => {
        const commands = MODELS[counter](gathered)
        if (commands === EVERYTHING) return
        for (const { bytes, start } of commands) {
          assert.ok(Number.isInteger(Math.log2(bytes)) && start % bytes === 0, counter)
        }
        const [{ bytes, start }] = commands
        if (counter === 'tlbiAmdNp' || bytes === PAGE) return
        const middle = start + bytes / 2
        assert.ok(gathered.start < middle && gathered.end > middle, counter)
      }),
    )
  }
})

test('AMD in a guest invalidates nothing beyond the range, and nothing of it twice', () => {
  fc.assert(
    fc.property(ranges, (gathered) => {
      const commands = MODELS.tlbiAmdNp(gathered)
      assert.ok(commands !== EVERYTHING)
      const reached = commands.reduce((sum, { bytes }) => sum + bytes, 0)
      assert.equal(reached, gathered.end - gathered.start)
    }),
  )
})

test('an engine counts for the IOMMUs of its own format, and has none of the others', () => {
  const invalidation = COUNTER_NAMES.filter((name) =>
    /^(tlbi|whole)|(aligned|invalidated)Bytes/.test(name),
  )
  for (const [format, own] of Object.entries({
    'arm-lpae-4k': ['tlbiPerPage', 'tlbiList', 'tlbiRange', 'tlbiTwoRanges', 'invalidatedBytes'],
    'vtd-ss': ['tlbiVtd', 'wholeVtd', 'alignedBytes'],
    'x86-64': ['tlbiVtdFirst', 'tlbiAmd', 'tlbiAmdNp', 'alignedBytes'],
    'amd-v1': ['tlbiAmd', 'tlbiAmdNp', 'alignedBytes'],
    'riscv-64': ['tlbiRiscvRange', 'tlbiRiscv', 'wholeRiscv', 'alignedBytes'],
    flat: [],
  })) {
    const counted = Object.keys(unmapped(format, AT, 64 * KIB, LEAVES))
    assert.deepEqual(counted, countersOf(format))
    assert.deepEqual(
      counted.filter((name) => invalidation.some((one) => one === name)),
      own,
      format,
    )
    assert.ok(iommusOf(format).every(({ counter }) => own.some((one) => one === counter)))
    assert.ok(counted.includes('unmappedBytes') && counted.includes('rangeAdds'))
  }
})
