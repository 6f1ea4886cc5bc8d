import type { Semantics } from '../../contract/index.js'
import type { Geometry } from './format.js'

/**
 * What a call shape's semantics are over a format. Where leaves can be several entries, no block is split: a
 * part of such a leaf could only go by changing entries that the IOMMU may hold as one, so that it is
 * refused, and a part of a block with it.
 */
export function semanticsOver({ contiguousSizes = 0 }: Geometry, semantics: Semantics): Semantics {
  const splits = semantics.insideBlock === 'split'
  return contiguousSizes > 0 && splits ? { ...semantics, insideBlock: 'refused' } : semantics
}
