import { type Operation, UNMAP } from '../../engines/contract/index.js'

/** The unmap of a range, which needs no memory. */
export function unmapOf({ iova, size }: Pick<Operation, 'iova' | 'size'>): Operation {
  return { op: UNMAP, iova, paddr: 0, size }
}
