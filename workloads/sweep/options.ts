import type { Alignment, Mode } from '../../engines/contract/index.js'
import type { PageSize } from '../cell/domain.js'

/** What makes one cell of a sweep. */
export interface SweepOptions {
  /** Bytes of one buffer. */
  bufferBytes: number
  pageSizes: readonly PageSize[]
  alignment: Alignment
  /**
   * Bytes of a segment of physical memory, where a buffer is scattered: a map is a list of segments,
   * an unmap one operation.
   */
  segmentBytes?: number
  /** Whether a buffer is mapped a page at a time, each by an operation of its own: by 4K pages alone. */
  mappedByPage?: boolean
  mode: Mode
}
