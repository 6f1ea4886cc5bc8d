/** Where the buffers of a mix get their addresses from. */
import { type DomainConfig, formatSize, InputError } from '../../engines/contract/index.js'
import { largestPageWithin } from '../cell/domain.js'
import { IOVA_BASE, naturalAlignment, nextAddress, PADDR_BASE } from '../cell/place.js'
import type { BufferKind } from './buffers.js'

/** A range that a buffer is to have. */
export type Wanted = Pick<BufferKind, 'bytes' | 'alignment' | 'residue'>

/** Gives out iovas, and takes them back. */
export interface Iovas {
  take(wanted: Wanted): number
  give(iova: number): void
}

/**
 * Iovas of a ring: `live` places, each with room for any kind, taken in turn. The oldest goes first,
 * so the place that comes next is always the one that was given back.
 */
export function ringIovas(kinds: readonly BufferKind[], live: number, ias: number): Iovas {
  const room = Math.max(...kinds.map(({ bytes, residue }) => naturalAlignment(bytes + residue)))
  if (IOVA_BASE + live * room > 2 ** ias) {
    throw new InputError(
      `${live} places of ${formatSize(room)} do not fit the address space; let fewer buffers live at once`,
    )
  }
  let next = 0
  return {
    take: ({ residue }) => IOVA_BASE + (next++ % live) * room + residue,
    give: () => {},
  }
}

/**
 * Physical memory that no buffer of the tape had before, so that a translation that should be gone
 * shows; co-aligned with the iova up to the largest page that fits the buffer.
 */
export function freshMemory({ pgsizeBitmap, oas }: DomainConfig) {
  let next = PADDR_BASE
  return (iova: number, bytes: number): number => {
    const alignment = largestPageWithin(pgsizeBitmap, bytes)
    const paddr = nextAddress(next, alignment, iova % alignment)
    next = paddr + bytes
    if (next > 2 ** oas) {
      const way = 'make them smaller, let fewer live at once, or do fewer operations'
      throw new InputError(`the buffers need more than ${oas} address bits; ${way}`)
    }
    return paddr
  }
}
