/**
 * What is random in a script, as fast-check draws and shrinks it: small numbers that say nothing by
 * themselves. `scriptsFor` makes addresses and sizes of them.
 */
import fc from 'fast-check'
import { type DomainConfig, GIB, KIB, MIB } from '../../../engines/index.js'

/** Kinds of operations, and how often each is drawn among the others. */
const KINDS = [
  ['map anywhere', 3],
  ['map beside', 2],
  ['map again', 2],
  ['map a block over', 1],
  ['map a list', 2],
  ['map badly', 1],
  ['unmap whole', 3],
  ['unmap a part', 3],
  ['unmap inside a block', 2],
  ['unmap several', 2],
  ['unmap anywhere', 1],
  ['unmap badly', 1],
] as const
export type Kind = (typeof KINDS)[number][0]

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

const DOMAIN: fc.Arbitrary<DomainConfig> = fc.record({
  ias: fc.constantFrom(...ADDRESS_BITS),
  oas: fc.constantFrom(...ADDRESS_BITS),
  pgsizeBitmap: fc.constantFrom(...PAGE_SIZE_SETS),
  coherent: fc.boolean(),
  strict: fc.boolean(),
})

const number = fc.nat(4095)

const CHOICE: fc.Arbitrary<Choice> = fc.record({
  kind: fc.constantFrom(...KINDS.flatMap(([kind, often]) => Array<Kind>(often).fill(kind))),
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
