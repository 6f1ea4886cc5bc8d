/** What a mail about a run is called. */
import { type Analysis, treeDifferences } from '../../results/analysis/index.js'
import { byWords } from './sources.js'

/** The mail that asked the three questions. */
const ASKED = 'Re: [RFC PATCH 0/5] Optimization for unmapping iommu mapped buffers'

/** An answer to the mail that asked; of two trees, which they are. */
export function subjectOf(analysis: Analysis): string {
  const [pair] = treeDifferences(analysis)
  return pair === undefined
    ? ASKED
    : `iommu map and unmap, ${byWords(pair.after)} against ${byWords(pair.before)}`
}
