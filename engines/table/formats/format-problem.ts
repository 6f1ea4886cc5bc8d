/** What keeps a format from being one: numbers that do not go together, fields of entries that overlap. */
import {
  formatSize,
  PROT_CACHE,
  PROT_NOEXEC,
  PROT_READ,
  PROT_WRITE,
  sizesIn,
} from '../../contract/index.js'
import { contiguousProblems } from './contiguous-problems.js'
import { EMPTY, type Format, HIGHEST_BY } from './format.js'
import { hex, listed, overlap, type Problem, spanOf } from './problem.js'

/** log2 of the bytes of an entry. */
const ENTRY_SHIFT = 3

/** The first problem of a format; `undefined` where the walkers can be compiled for it. */
export function formatProblem(format: Format): Problem | undefined {
  const { value } = problemsOf(format).next()
  return value ?? undefined
}

function* problemsOf(format: Format): Generator<Problem> {
  yield* levelProblems(format)
  yield* leafSizeProblems(format)
  yield* addressProblems(format)
  for (let level = 0; level < format.lastLevel; level++) yield* tableProblems(format, level)
  yield* writtenBackProblems(format)
  const last = format.lastLevel
  const leaves = sizesIn(format.leafSizes).map((_, nth) => last - nth)
  for (const level of leaves) yield* leafProblems(format, level)
  yield* contiguousProblems(format)
}

function* levelProblems(format: Format): Generator<Problem> {
  const { bitsPerLevel, concatenatedRoots, granuleShift, lastLevel, maxIas } = format
  if (bitsPerLevel !== granuleShift - ENTRY_SHIFT) {
    const entries = 2 ** (granuleShift - ENTRY_SHIFT)
    const table = formatSize(2 ** granuleShift)
    yield ['bitsPerLevel', `${bitsPerLevel}: a table of ${table} has ${entries} entries of 8 bytes`]
  }
  const reach = granuleShift + bitsPerLevel * (lastLevel + 1)
  if (maxIas > reach) {
    const levels = `${lastLevel + 1} levels of ${bitsPerLevel} bits`
    yield ['maxIas', `${maxIas}: ${levels} over a granule of ${granuleShift} reach ${reach}`]
  }
  if (!Number.isInteger(Math.log2(concatenatedRoots))) {
    yield ['concatenatedRoots', `${concatenatedRoots} is no power of two`]
  }
}

/** Blocks are split into leaves of the next level, so that none may be left out; cases have a page and a block. */
function* leafSizeProblems(format: Format): Generator<Problem> {
  const { lastLevel, leafSizes } = format
  const spans = Array.from({ length: lastLevel + 1 }, (_, nth) => spanOf(format, lastLevel - nth))
  const sizes = sizesIn(leafSizes)
  const strange = sizes.find((size) => !spans.includes(size))
  if (strange !== undefined) {
    const all = listed(spans.filter((span) => span < 2 ** 31))
    yield ['leafSizes', `${leafSizes} has ${formatSize(strange)}, which no level spans: ${all} are`]
  }
  if (sizes.length < 2 || sizes.some((size, at) => size !== spans[at])) {
    const least = listed(spans.slice(0, 2))
    yield ['leafSizes', `${leafSizes} is ${listed(sizes)}: ${least} at least, and none left out`]
  }
}

function* addressProblems(format: Format): Generator<Problem> {
  const { addressHighMask, addressLowMask, granuleShift, highestMask, maxOas } = format
  const below = addressLowMask & (2 ** granuleShift - 1)
  if (below !== 0) {
    yield ['addressLowMask', `${hex(addressLowMask)} has bits below the granule: ${hex(below)}`]
  }
  yield* overlap('highestMask', '', highestMask, addressLowMask)
  for (let bit = granuleShift; bit < maxOas; bit++) {
    const held = [
      bit < 32 && addressLowMask & (1 << bit),
      bit >= 32 && addressHighMask & (1 << (bit - 32)),
      bit >= HIGHEST_BY && highestMask & (1 << (bit - HIGHEST_BY)),
    ]
    if (!held.some(Boolean)) yield ['maxOas', `${maxOas}: no mask has bit ${bit} of an address`]
  }
}

function* tableProblems(format: Format, level: number): Generator<Problem> {
  const { addressHighMask, addressLowMask, highestMask, tableHigh, writtenBackLow } = format
  const entry = format.tableLow(level)
  if (entry === EMPTY) yield ['tableLow', `(${level}) is ${EMPTY}, an empty entry`]
  yield* overlap('tableLow', `(${level}) `, entry, addressLowMask | highestMask)
  yield* overlap('tableHigh', '', tableHigh, addressHighMask)
  for (const one of [entry, entry | addressLowMask, entry | writtenBackLow]) {
    if (format.isLeaf(one, level)) {
      yield ['isLeaf', `(${hex(one)}, ${level}) takes an entry with tableLow(${level}) for a leaf`]
    }
  }
}

function* writtenBackProblems(format: Format): Generator<Problem> {
  const { addressHighMask, addressLowMask, coherentOnly, highestMask } = format
  const { writtenBackHigh, writtenBackLow } = format
  yield* overlap('writtenBackLow', '', writtenBackLow, addressLowMask | highestMask)
  yield* overlap('writtenBackHigh', '', writtenBackHigh, addressHighMask)
  yield* markProblems('writtenBackHigh', writtenBackHigh, 'tableHigh', format.tableHigh)
  for (let level = 0; level < format.lastLevel; level++) {
    const name = `tableLow(${level})`
    yield* markProblems('writtenBackLow', writtenBackLow, name, format.tableLow(level))
  }
  if (coherentOnly === undefined && (writtenBackLow | writtenBackHigh) === 0) {
    yield ['writtenBackLow', '0 and writtenBackHigh 0: one has a bit, or coherentOnly says why not']
  }
}

function* markProblems(
  field: keyof Format,
  mark: number,
  name: string,
  entry: number,
): Generator<Problem> {
  const both = mark & entry
  if (both === 0) return
  const consequence = 'new tables would be taken for written back'
  yield [field, `${hex(both)} is in ${name} ${hex(entry)}: ${consequence}`]
}

/** A leaf of a level, for every protection that allows an access. */
function* leafProblems(format: Format, level: number): Generator<Problem> {
  const { addressHighMask, addressLowMask, highestMask, lastLevel } = format
  const address = addressLowMask | highestMask
  for (let prot = 0; prot <= EVERY_PROT; prot++) {
    if ((prot & (PROT_READ | PROT_WRITE)) === 0) continue
    const call = `(${prot}, ${level})`
    const entry = format.leafLow(prot, level)
    if (entry === EMPTY) yield ['leafLow', `${call} is ${EMPTY}, an empty entry`]
    yield* overlap('leafLow', `${call} `, entry, address)
    yield* overlap('leafHigh', `(${prot}) `, format.leafHigh(prot), addressHighMask)
    for (const one of [entry, entry | address]) {
      if (!format.isLeaf(one, level)) {
        yield ['isLeaf', `(${hex(one)}, ${level}) takes what leafLow${call} makes for a table`]
      }
    }
    if (level === lastLevel) continue
    const smaller = format.smallerLeaf(entry, level + 1)
    const expected = format.leafLow(prot, level + 1)
    if (smaller !== expected) {
      const made = `leafLow(${prot}, ${level + 1}) makes ${hex(expected)}`
      yield ['smallerLeaf', `(${hex(entry)}, ${level + 1}) is ${hex(smaller)}, and ${made}`]
    }
  }
}

const EVERY_PROT = PROT_READ | PROT_WRITE | PROT_CACHE | PROT_NOEXEC
