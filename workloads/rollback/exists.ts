/** Maps that fail with -EEXIST: a page of another buffer is in the way, in every slot. */
import {
  compileTape,
  EEXIST,
  MAP,
  type Operation,
  type Tape,
} from '../../engines/contract/index.js'
import { unmapOf } from '../cell/operations.js'
import { IOVA_BASE, naturalAlignment, OTHER_PADDR_BASE, PADDR_BASE } from '../cell/place.js'
import type { FailingBuffer } from './buffer.js'

/** Bytes from slot to slot. */
export function strideOf({ bytes, shift }: FailingBuffer): number {
  return naturalAlignment(bytes + shift)
}

/**
 * An untimed phase maps a page of the failing page's size into every slot, the timed one fails on it
 * in every slot, and an untimed one unmaps it.
 */
export function compileExists(buffer: FailingBuffer, slots: number): Tape {
  const { bytes, shift, place } = buffer
  const stride = strideOf(buffer)
  const others: Operation[] = []
  const maps: Operation[] = []
  for (let slot = 0; slot < slots; slot++) {
    const offset = slot * stride + shift
    const other = IOVA_BASE + offset + place.offset
    others.push({
      op: MAP,
      iova: other,
      paddr: OTHER_PADDR_BASE + offset + place.offset,
      size: place.pgsize,
    })
    maps.push({
      op: MAP,
      iova: IOVA_BASE + offset,
      paddr: PADDR_BASE + offset,
      size: bytes,
      error: -EEXIST,
    })
  }
  return compileTape([
    { op: 'map', timed: false, operations: others },
    { op: 'map', timed: true, operations: maps },
    { op: 'unmap', timed: false, operations: others.map(unmapOf) },
  ])
}
