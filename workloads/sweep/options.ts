import type { Alignment, Mode } from '../../engines/contract/index.js'
import type { PageSize } from '../cell/domain.js'
import type { Piece } from '../cell/pieces.js'

/** What makes one cell of a sweep. */
export interface SweepOptions {
  /** Bytes of one buffer. */
  bufferBytes: number
  pageSizes: readonly PageSize[]
  alignment: Alignment
  /**
   * The segments of physical memory, again and again until they fill the buffer, where it is scattered:
   * a map is a list of segments, an unmap one operation.
   */
  segments?: readonly Piece[]
  /** Whether a buffer is mapped a page at a time, each by an operation of its own: by 4K pages alone. */
  mappedByPage?: boolean
  mode: Mode
}
