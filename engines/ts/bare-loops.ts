/**
 * The least that any engine of tier `ts` must do: a loop that stores the descriptors of a buffer's
 * pages, and one that clears them, in the same leaf tables of the same typed array that the engine
 * uses. No call, no walk, no check: the limits that engines are held against.
 */
import {
  type DomainConfig,
  type Outcome,
  PAGE,
  PROT_CACHE,
  PROT_READ,
  PROT_WRITE,
  type Session,
  SILENT,
  type Tape,
} from '../contract/index.js'
import { Mapped } from '../driver/index.js'
import { ARM_LPAE_4K, type PageTable } from '../table/index.js'
import { clearDescriptors, storeDescriptors } from './descriptor-loops.js'
import { openTable } from './engine.js'
import type { CallShape } from './shapes.js'

/** A session of an engine, and one of bare loops over the same ptes. */
export interface Twins {
  engine: Session
  bare: Session
}

/**
 * Opens a call shape on a domain of 4K pages and bare loops on its page table. The loops work on
 * the ptes of `[iova, iova + size)`, in leaf tables side by side; `iova` is aligned to what a leaf
 * table spans. Each of the two must leave the range unmapped before the other begins.
 */
export function besideBareLoops(
  shape: CallShape,
  domain: DomainConfig,
  iova: number,
  size: number,
): Twins {
  const { session, table } = openTable(shape, ARM_LPAE_4K, domain, SILENT)
  return { engine: session, bare: bareLoops(table, iova, size) }
}

function bareLoops(table: PageTable, iova: number, size: number): Session {
  const first = firstPteOf(table, iova, size)
  const attributes = ARM_LPAE_4K.leafLow(PROT_READ | PROT_WRITE | PROT_CACHE, ARM_LPAE_4K.lastLevel)
  const { words } = table.memory
  // 32-bit integers, or the loops would count in floating point.
  const pagesOf = (bytes: number) => (bytes / PAGE) | 0
  const wordOf = (at: number) => (first + 2 * pagesOf(at - iova)) | 0
  return {
    runMaps(tape: Tape, from: number, to: number, into: Outcome): void {
      for (let at = from; at < to; at++) {
        const begin = wordOf(tape.iova[at])
        storeDescriptors(words, begin, pagesOf(tape.size[at]), tape.paddr[at], attributes)
        into.bytes += tape.size[at]
      }
    },
    runUnmaps(tape: Tape, from: number, to: number, into: Outcome): void {
      for (let at = from; at < to; at++) {
        clearDescriptors(words, wordOf(tape.iova[at]), pagesOf(tape.size[at]))
        into.bytes += tape.size[at]
      }
    },
    runMixed(): never {
      throw new Error('bare loops have no mixed tapes')
    },
    translate: (at) => {
      const paddr = table.iovaToPhys(at)
      return paddr < 0 ? undefined : paddr
    },
    leaves: (visit) => table.leaves(visit),
    leakedTables: () => 0,
    close: () => {},
  }
}

/** Makes the leaf tables of a range and returns the word of its first pte. */
function firstPteOf(table: PageTable, iova: number, size: number): number {
  table.mapRange(iova, iova, size, PROT_READ, new Mapped())
  const leafTables = size / table.span[table.format.lastLevel - 1]
  // Leaf tables are the last ones made, one after another.
  const first = (table.memory.inUse - leafTables) << 10
  clearDescriptors(table.memory.words, first, size / PAGE)
  return first
}
