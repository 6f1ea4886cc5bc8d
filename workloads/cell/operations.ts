/** Operations of tapes. */
import { type Operation, type Operations, UNMAP } from '../../engines/contract/index.js'

/** The unmap of a range, which needs no memory. */
export function unmapOf({ iova, size }: Pick<Operation, 'iova' | 'size'>): Operation {
  return { op: UNMAP, iova, paddr: 0, size }
}

/** Operations that are made one at a time, by number: a million of them side by side would take 100 MB. */
export function operationsOf(length: number, at: (number: number) => Operation): Operations {
  return {
    length,
    *[Symbol.iterator]() {
      for (let number = 0; number < length; number++) yield at(number)
    },
  }
}
