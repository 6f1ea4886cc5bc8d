/** Maps that fail with -EEXIST: a page of another buffer is in the way, in every slot. */
import { compileTape, EEXIST, type Operation, type Tape } from '../../engines/contract/index.js'
import { unmapOf } from '../cell/operations.js'
import { mapAt, naturalAlignment, OTHER_PADDR_BASE } from '../cell/place.js'
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
    const failing = offset + place.offset
    others.push({ ...mapAt(failing, place.pgsize), paddr: OTHER_PADDR_BASE + failing })
    maps.push({ ...mapAt(offset, bytes), error: -EEXIST })
  }
  return compileTape([
    { op: 'map', timed: false, operations: others },
    { op: 'map', timed: true, operations: maps },
    { op: 'unmap', timed: false, operations: others.map(unmapOf) },
  ])
}
