import assert from 'node:assert/strict'
import { test } from 'node:test'
import { GIB, KIB, MIB } from '../../contract/index.js'
import { ARM_LPAE_4K } from './arm-lpae-4k.js'
import type { Format } from './format.js'
import { formatProblem } from './format-problem.js'
import { OTHER_FORMATS, USUAL_FORMATS } from './formats.js'

test('the formats that there are have none', () => {
  const formats = [...USUAL_FORMATS, ...OTHER_FORMATS]
  assert.ok(formats.length >= 8)
  for (const format of formats) assert.equal(formatProblem(format), undefined, format.name)
})

const HINTED_FORMAT: Partial<Format> = {
  contiguousSizes: 64 * KIB,
  contiguous: { low: 0, high: 1 << 20, sizeInAddress: false },
}

function withMark(low: number, high: number): Partial<Format> {
  return { ...HINTED_FORMAT, contiguous: { low, high, sizeInAddress: false } }
}

const PROBLEMS: ReadonlyArray<[RegExp, Partial<Format>]> = [
  [/^bitsPerLevel,10: a table of 4K has 512 entries of 8 bytes$/, { bitsPerLevel: 10 }],
  [/^maxIas,48: 3 levels of 9 bits over a granule of 12 reach 39$/, { lastLevel: 2 }],
  [/^concatenatedRoots,3 is no power of two$/, { concatenatedRoots: 3 }],
  [/^leafSizes,69632 has 64K, which no level spans: 4K, 2M, 1G are$/, { leafSizes: 68 * KIB }],
  [/^leafSizes,4096 is 4K: 4K, 2M at least, and none left out$/, { leafSizes: 4 * KIB }],
  [/^leafSizes,\d+ is 4K, 1G: /, { leafSizes: (4 * KIB) | GIB }],
  [/^leafSizes,\d+ is 2M, 1G: /, { leafSizes: (2 * MIB) | GIB }],
  [/^addressLowMask,0xfffff800 has bits below the granule: 0x800$/, { addressLowMask: ~0x7ff }],
  [/^highestMask,0xf000 overlaps bits of the address: 0xf000$/, { highestMask: 0xf000 }],
  [/^maxOas,48: no mask has bit 31 of an address$/, { addressLowMask: 0x7ffff000 }],
  [/^maxOas,49: no mask has bit 48 of an address$/, { maxOas: 49 }],
  [/^tableLow,\(0\) is 0, an empty entry$/, { tableLow: () => 0 }],
  [/^tableLow,\(0\) 0x1003 overlaps bits of the address: 0x1000$/, { tableLow: () => 0x1003 }],
  [/^tableHigh,0x1 overlaps bits of the address/, { tableHigh: 1 }],
  [/^writtenBackLow,0x1000 overlaps/, { writtenBackLow: 0x1000 }],
  [/^writtenBackHigh,0x1 overlaps/, { writtenBackHigh: 1 }],
  [/^writtenBackLow,0 and writtenBackHigh 0: /, { writtenBackHigh: 0 }],
  [/^writtenBackLow,0x1 is in tableLow\(0\) 0x3: new tables/, { writtenBackLow: 1 }],
  [
    /^writtenBackLow,0x200 is in tableLow\(1\) 0x203: new tables/,
    { tableLow: (level) => 3 | (level << 9), writtenBackLow: 1 << 9 },
  ],
  [
    /^writtenBackHigh,0x800000 is in tableHigh 0x800000: new tables/,
    { tableHigh: 1 << 23, writtenBackHigh: 1 << 23 },
  ],
  [/^isLeaf,\(0x3, 0\) takes an entry with tableLow\(0\) for a leaf$/, { isLeaf: () => true }],
  [/^isLeaf,.* takes what leafLow\(1, 3\) makes for a table$/, { isLeaf: () => false }],
  [/^leafLow,\(1, 3\) is 0, an empty entry$/, { leafLow: () => 0 }],
  [/^leafLow,\(1, 3\) 0x1001 overlaps/, { leafLow: () => 0x1001 }],
  [/^leafHigh,\(1\) 0x1 overlaps/, { leafHigh: () => 1 }],
  [/^contiguousSizes,65536: it and contiguous go together$/, { contiguousSizes: 64 * KIB }],
  [
    /^contiguousSizes,\d+ has 2M, no part of a table$/,
    { ...HINTED_FORMAT, contiguousSizes: 2 * MIB },
  ],
  [
    /^contiguousSizes,\d+ has 2K, no part of a table$/,
    { ...HINTED_FORMAT, contiguousSizes: 2 * KIB },
  ],
  [
    /^contiguousSizes,\d+ has 32K and 64K of one level, and no address says which$/,
    { ...HINTED_FORMAT, contiguousSizes: 32 * KIB + 64 * KIB },
  ],
  [/^contiguous,low 0x1000 overlaps/, withMark(0x1000, 0)],
  [/^contiguous,high 0x1 overlaps/, withMark(0, 1)],
  [/^contiguous,: a leaf of one entry of level 3 has all of it$/, withMark(1 << 10, 0)],
  [/^smallerLeaf,\(0x\w+, 3\) is 0x\w+, and leafLow\(1, 3\) makes/, { smallerLeaf: (low) => low }],
]

for (const [expected, changes] of PROBLEMS) {
  test(`${Object.keys(changes)}: ${expected.source}`, () => {
    assert.match(String(formatProblem({ ...ARM_LPAE_4K, ...changes })), expected)
  })
}
