/**
 * What is random in a script, as fast-check draws and shrinks it: small numbers that say nothing by
 * themselves. `scriptOf` makes addresses and sizes of them.
 */
import fc from 'fast-check'
import { GIB, KIB, MIB } from '../../../engines/index.js'

/** Kinds of operations; a kind that stands here more often is drawn more often. */
const KINDS = [
  'map anywhere',
  'map anywhere',
  'map anywhere',
  'map beside',
  'map beside',
  'map again',
  'map again',
  'map a block over',
  'map a list',
  'map a list',
  'map badly',
  'unmap whole',
  'unmap whole',
  'unmap whole',
  'unmap a part',
  'unmap a part',
  'unmap a part',
  'unmap inside a block',
  'unmap inside a block',
  'unmap several',
  'unmap several',
  'unmap anywhere',
  'unmap badly',
] as const
export type Kind = (typeof KINDS)[number]

/** One operation. Each number is as good as any other: it is taken modulo what there is to choose from. */
export interface Choice {
  kind: Kind
  /** Which earlier buffer, counted from the latest. */
  which: number
  place: number
  offset: number
  size: number
  memory: number
}

export interface DomainChoice {
  ias: number
  oas: number
  pgsizeBitmap: number
  coherent: boolean
  strict: boolean
}

const PAGE_SIZE_SETS = [
  4 * KIB,
  (4 * KIB) | (2 * MIB),
  (4 * KIB) | (2 * MIB) | GIB,
  (4 * KIB) | (2 * MIB) | GIB,
  (4 * KIB) | GIB,
  2 * MIB,
  (2 * MIB) | GIB,
]
/** 40 stands twice: it is where stage 2 has a root of two tables. */
const ADDRESS_BITS = [48, 32, 36, 39, 40, 40, 44]

const DOMAIN: fc.Arbitrary<DomainChoice> = fc.record({
  ias: fc.constantFrom(...ADDRESS_BITS),
  oas: fc.constantFrom(...ADDRESS_BITS),
  pgsizeBitmap: fc.constantFrom(...PAGE_SIZE_SETS),
  coherent: fc.boolean(),
  strict: fc.boolean(),
})

const number = fc.nat(4095)

const CHOICE: fc.Arbitrary<Choice> = fc.record({
  kind: fc.constantFrom(...KINDS),
  which: number,
  place: number,
  offset: number,
  size: number,
  memory: number,
})

/** Longest script, in operations, before it is shrunk. */
const LONGEST = 64

export const SCRIPT_CHOICES = fc.record({
  domain: DOMAIN,
  choices: fc.array(CHOICE, { minLength: 1, maxLength: LONGEST, size: 'max' }),
})
