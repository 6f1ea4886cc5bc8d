/** First pass over a whole run: everything that it compares, before any of it is judged. */
import type { Result } from '../../record/index.js'
import { claimsOf, isClaim, type Pairs, pairRows } from '../ratios/pairs.js'
import type { Sample } from '../stats/index.js'
import { type AcrossPairs, pairAcross } from './across.js'
import { type CommonMapPairs, pairCommonMaps } from './common-maps.js'
import { type LibraryPair, pairLibraries } from './libraries.js'
import { type MeanPairs, pairMeans } from './means.js'
import { type OldPair, pairOverOld } from './over-old.js'

/** What a run compares. */
export interface Comparisons {
  pairs: Pairs[]
  means: MeanPairs[]
  commonMaps: CommonMapPairs[]
  across: AcrossPairs['pairs']
  withoutTwin: AcrossPairs['withoutTwin']
  libraries: LibraryPair[]
  overOld: OldPair[]
  /** One of each comparison that has an interval: all of them are looked at together. */
  samples: Sample[]
}

export function comparisonsOf({ cells, rows }: Pick<Result, 'cells' | 'rows'>): Comparisons {
  const pairs = pairRows(cells, rows)
  const means = pairMeans(pairs)
  const commonMaps = pairCommonMaps(pairs)
  const { pairs: across, withoutTwin } = pairAcross(cells, rows)
  const libraries = pairLibraries(cells, rows)
  const overOld = pairOverOld(cells, rows)
  const samples = [
    ...pairs.flatMap(claimsOf),
    ...[...across, ...libraries, ...overOld].map(({ contrast }) => contrast).filter(isClaim),
    ...means,
    ...commonMaps,
  ].map(({ sample }) => sample)
  return { pairs, means, commonMaps, across, withoutTwin, libraries, overOld, samples }
}
