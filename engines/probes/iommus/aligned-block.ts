import { PAGE } from '../../contract/index.js'
import type { InvalidationModel } from './model.js'

/** The smallest power of two of bytes, a page at least, that begins at a multiple of itself and holds a range. */
export function alignedBlock({ end, start }: { start: number; end: number }): {
  start: number
  bytes: number
} {
  let bytes = PAGE
  while (Math.floor(start / bytes) !== Math.floor((end - 1) / bytes)) bytes *= 2
  return { start: Math.floor(start / bytes) * bytes, bytes }
}

/** One command, for the aligned power of two that holds the range. */
export const byAlignedBlock: InvalidationModel = (gathered) => {
  return [{ ...alignedBlock(gathered), count: 1 }]
}
