/** Unmaps long after their maps: other memory went through the caches in between. */
import { compileTape, MIB, type Tape } from '../../engines/contract/index.js'
import { mapOf, type Segment, unmapWhole } from '../sweep/index.js'

/** Bytes that are written between map and unmap: more than most last-level caches hold. */
export const EVICT_BYTES = 64 * MIB

/** An untimed phase maps every buffer; the timed one unmaps them, after the eviction. */
export function compileLateUnmap(buffers: readonly Segment[][]): Tape {
  return compileTape([
    { op: 'map', timed: false, operations: buffers.flatMap(mapOf) },
    { op: 'unmap', timed: true, evictBytes: EVICT_BYTES, operations: buffers.map(unmapWhole) },
  ])
}
