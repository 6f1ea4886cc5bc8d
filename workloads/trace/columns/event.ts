import type { MAP, UNMAP } from '../../../engines/contract/index.js'

/** One map or unmap event. Addresses and sizes are bytes. */
export interface TraceEvent {
  op: typeof MAP | typeof UNMAP
  iova: number
  /** Physical address of a map; 0 for an unmap. */
  paddr: number
  /** Bytes mapped, or bytes that the unmap asked for. */
  size: number
  /** Bytes that an unmap really unmapped; 0 for a map. */
  unmapped: number
  /** Line of the file, from 1. */
  line: number
}
