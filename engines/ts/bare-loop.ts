/**
 * The limit of tier `ts`: no page table, but one flat array with a descriptor a page, a bare loop
 * that stores them and one that clears them. No call, no level, no walk, no check of what was
 * there. It is timed in turn with the engines: what none of them can do without.
 */
import {
  type DomainConfig,
  type Engine,
  type LeafVisitor,
  MAP,
  type Outcome,
  PAGE,
  PROT_CACHE,
  PROT_READ,
  PROT_WRITE,
  type Session,
  type Tape,
} from '../contract/index.js'
import { ARM_LPAE_4K } from '../table/index.js'
import { clearDescriptors, storeDescriptors } from './descriptor-loops.js'

/** The array grows by whole leaf tables. */
const STEP = 2 ** 21
const ATTRIBUTES = ARM_LPAE_4K.leafLow(PROT_READ | PROT_WRITE | PROT_CACHE, ARM_LPAE_4K.lastLevel)

class BareLoopSession implements Session {
  /** Two words a page, from iova `base` on. */
  private words = new Int32Array(0)
  private base = 0

  runMaps({ iova, paddr, size }: Tape, from: number, to: number, into: Outcome): void {
    let bytes = 0
    for (let at = from; at < to; at++) {
      const count = (size[at] / PAGE) | 0
      const first = this.wordOf(iova[at], count)
      storeDescriptors(this.words, first, count, paddr[at], ATTRIBUTES)
      bytes += size[at]
    }
    into.bytes += bytes
  }

  runUnmaps({ iova, size }: Tape, from: number, to: number, into: Outcome): void {
    let bytes = 0
    for (let at = from; at < to; at++) {
      const count = (size[at] / PAGE) | 0
      const first = this.wordOf(iova[at], count)
      clearDescriptors(this.words, first, count)
      bytes += size[at]
    }
    into.bytes += bytes
  }

  runMixed(tape: Tape, from: number, to: number, into: Outcome): void {
    for (let at = from; at < to; at++) {
      if (tape.op[at] === MAP) this.runMaps(tape, at, at + 1, into)
      else this.runUnmaps(tape, at, at + 1, into)
    }
  }

  translate(iova: number): number | undefined {
    const word = 2 * Math.floor((iova - this.base) / PAGE)
    const low = this.words[word]
    return low === undefined || low === 0 ? undefined : this.paddrAt(word) + (iova % PAGE)
  }

  leaves(visit: LeafVisitor): void {
    for (let word = 0; word < this.words.length; word += 2) {
      if (this.words[word] !== 0) visit(this.base + (word / 2) * PAGE, this.paddrAt(word), PAGE)
    }
  }

  leakedTables(): number {
    return 0
  }

  close(): void {}

  private paddrAt(word: number): number {
    return (this.words[word + 1] >>> 0) * 2 ** 32 + ((this.words[word] & ~(PAGE - 1)) >>> 0)
  }

  /** The first word of a buffer; the array grows where it does not reach, once in a tape. */
  private wordOf(iova: number, count: number): number {
    const first = 2 * ((iova - this.base) / PAGE)
    if (first >= 0 && first + 2 * count <= this.words.length) return first | 0
    this.grow(iova, iova + count * PAGE)
    return (2 * ((iova - this.base) / PAGE)) | 0
  }

  private grow(from: number, to: number): void {
    const empty = this.words.length === 0
    const end = this.base + (this.words.length / 2) * PAGE
    const base = Math.floor((empty ? from : Math.min(from, this.base)) / STEP) * STEP
    const top = Math.ceil((empty ? to : Math.max(to, end)) / STEP) * STEP
    const words = new Int32Array(2 * ((top - base) / PAGE))
    if (!empty) words.set(this.words, 2 * ((this.base - base) / PAGE))
    this.words = words
    this.base = base
  }
}

/** Only for domains of 4K pages: it knows no other leaf, and no map that fails. */
export const BARE_LOOP: Engine = {
  id: 'ts/bare-loop',
  tier: 'ts',
  shape: 'bare-loop',
  format: ARM_LPAE_4K.name,
  summary: 'a limit, no engine: one store and one clear a page in a flat array, nothing else',
  semantics: { coveredTable: 'cleared', insideBlock: 'split', blockOverTable: 'replaced' },
  open: (_: DomainConfig): Session => new BareLoopSession(),
}
