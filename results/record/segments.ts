import { formatSize } from '../../engines/contract/index.js'
import type { CellResult } from './cell.js'

/** The segments of a cell's buffers as ids write them, in older results too; none where they lie together. */
export function segmentsIn({
  segmentBytes,
  segments,
}: Pick<CellResult, 'segmentBytes' | 'segments'>): string | undefined {
  return segments ?? (segmentBytes === undefined ? undefined : formatSize(segmentBytes))
}
